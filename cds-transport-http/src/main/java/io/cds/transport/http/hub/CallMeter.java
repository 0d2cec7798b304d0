package io.cds.transport.http.hub;

import io.cds.api.envelope.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many calls a key may make: so many a second, and a reserve for a busy moment, which fills up
 * again at that pace.
 *
 * <p><b>Guarantees.</b> Remembers a bounded number of keys; one that was forgotten has its whole
 * reserve. <b>Threading.</b> Safe for several threads.
 */
final class CallMeter {
  private static final int MOST_KEYS = 10_000;
  private static final double NANOS = 1e9;

  private final int aSecond;
  private final int reserve;
  private final LongSupplier nanos;
  private final Map<Sha256, Left> keys =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sha256, Left> eldest) {
          return size() > MOST_KEYS;
        }
      };

  CallMeter(int aSecond, int reserve, LongSupplier nanos) {
    this.aSecond = aSecond;
    this.reserve = reserve;
    this.nanos = nanos;
  }

  /** What was left at a time. */
  private record Left(double calls, long at) {}

  /** Counts a call. @return whether the key may make it */
  synchronized boolean take(Sha256 key) {
    long now = nanos.getAsLong();
    Left before = keys.getOrDefault(key, new Left(reserve, now));
    double calls = Math.min(reserve, before.calls() + (now - before.at()) / NANOS * aSecond);
    boolean may = calls >= 1;
    keys.put(key, new Left(may ? calls - 1 : calls, now));
    return may;
  }
}
