package io.cds.transport.http.hub;

import java.time.Duration;

/**
 * Limits and names of a hub's HTTP side.
 *
 * @param basePath what stands before {@code /v1}, empty or beginning with a slash and not ending
 *     with one
 * @param plainAllowed whether requests in the clear from other machines are answered: only where
 *     something in front speaks TLS
 * @param maxBatch octets of a batch or offer, at most
 * @param bodyMemory octets of all bodies that are held in memory at once, at most
 * @param bodyPatience how long a request waits for its share of that memory
 * @param maxWait how long a listing may wait for news
 * @param maxWaiting listings that wait at once; more are answered at once
 * @param callsASecond calls of one party, at most, over some time; pieces of large contents do not
 *     count
 * @param callsAtOnce calls that a party may make beyond that in a busy moment
 */
public record HubSettings(
    String basePath,
    boolean plainAllowed,
    int maxBatch,
    int bodyMemory,
    Duration bodyPatience,
    Duration maxWait,
    int maxWaiting,
    int callsASecond,
    int callsAtOnce) {
  private static final int MIB = 1024 * 1024;

  /** Checks the values. */
  public HubSettings {
    if (!basePath.isEmpty() && (!basePath.startsWith("/") || basePath.endsWith("/"))) {
      throw new IllegalArgumentException(
          "cannot take base path [%s]: expected nothing, or /a/path without a last slash"
              .formatted(basePath));
    }
    if (maxBatch < 2 * MIB || bodyMemory < maxBatch) {
      throw new IllegalArgumentException(
          ("cannot take maxBatch [%d] and bodyMemory [%d]: expected at least [%d], and bodyMemory"
                  + " not below maxBatch")
              .formatted(maxBatch, bodyMemory, 2 * MIB));
    }
    if (callsASecond < 1 || callsAtOnce < 1) {
      throw new IllegalArgumentException(
          "cannot take callsASecond [%d] and callsAtOnce [%d]: expected 1 or more"
              .formatted(callsASecond, callsAtOnce));
    }
  }

  /**
   * Batches of 8 MiB; bodies at once of a quarter of the heap, 8 to 32 MiB; 200 listings that wait
   * up to 30 seconds; of each party 100 calls a second, and 1,000 beyond.
   */
  public static HubSettings defaults() {
    long quarter = Runtime.getRuntime().maxMemory() / 4;
    int memory = (int) Math.max(8L * MIB, Math.min(32L * MIB, quarter));
    return new HubSettings(
        "", false, 8 * MIB, memory, Duration.ofSeconds(10), Duration.ofSeconds(30), 200, 100, 1000);
  }

  /** The same with another base path. */
  public HubSettings withBasePath(String path) {
    return with(path, plainAllowed, callsASecond, callsAtOnce);
  }

  /** The same, answering requests in the clear from other machines too. */
  public HubSettings withPlainAllowed() {
    return with(basePath, true, callsASecond, callsAtOnce);
  }

  /** The same with other limits of the calls of one party. */
  public HubSettings withCalls(int aSecond, int atOnce) {
    return with(basePath, plainAllowed, aSecond, atOnce);
  }

  private HubSettings with(String path, boolean plain, int aSecond, int atOnce) {
    return new HubSettings(
        path, plain, maxBatch, bodyMemory, bodyPatience, maxWait, maxWaiting, aSecond, atOnce);
  }
}
