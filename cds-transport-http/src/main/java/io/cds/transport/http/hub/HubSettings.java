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
 */
public record HubSettings(
    String basePath,
    boolean plainAllowed,
    int maxBatch,
    int bodyMemory,
    Duration bodyPatience,
    Duration maxWait,
    int maxWaiting) {
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
  }

  /**
   * Batches of 8 MiB; bodies at once of a quarter of the heap, 8 to 32 MiB; 200 listings that wait
   * up to 30 seconds.
   */
  public static HubSettings defaults() {
    long quarter = Runtime.getRuntime().maxMemory() / 4;
    int memory = (int) Math.max(8L * MIB, Math.min(32L * MIB, quarter));
    return new HubSettings(
        "", false, 8 * MIB, memory, Duration.ofSeconds(10), Duration.ofSeconds(30), 200);
  }

  /** The same with another base path. */
  public HubSettings withBasePath(String path) {
    return new HubSettings(
        path, plainAllowed, maxBatch, bodyMemory, bodyPatience, maxWait, maxWaiting);
  }

  /** The same, answering requests in the clear from other machines too. */
  public HubSettings withPlainAllowed() {
    return new HubSettings(basePath, true, maxBatch, bodyMemory, bodyPatience, maxWait, maxWaiting);
  }
}
