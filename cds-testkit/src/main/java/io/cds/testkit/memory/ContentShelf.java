package io.cds.testkit.memory;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.envelope.Octets;
import io.cds.api.store.ContentKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Contents, unfinished and finished, under a lock of their own. */
final class ContentShelf {
  private final Clock clock;
  private final Map<ContentKey, MemorySink> unfinished = new HashMap<>();
  private final Map<String, Finished> finished = new HashMap<>();
  private long made;

  ContentShelf(Clock clock) {
    this.clock = clock;
  }

  private record Finished(Octets octets, boolean bound, Instant touched) {}

  synchronized MemorySink stage(ContentKey key, long resumeAt) {
    long durable = durable(key);
    if (resumeAt < 0 || resumeAt > durable) {
      throw failed("content " + key.name() + " resumed at " + resumeAt + ", durable is " + durable);
    }
    MemorySink before = unfinished.get(key);
    byte[] start = before == null ? new byte[0] : before.first((int) resumeAt);
    MemorySink sink = new MemorySink(this, key, start, clock.instant());
    unfinished.put(key, sink);
    return sink;
  }

  synchronized long durable(ContentKey key) {
    MemorySink sink = unfinished.get(key);
    return sink == null ? 0 : sink.durable();
  }

  synchronized void discard(ContentKey key) {
    unfinished.remove(key);
  }

  /** The time of a touch by this sink. @throws CdsException if the key is no longer its own */
  synchronized Instant touch(MemorySink sink) {
    if (unfinished.get(sink.key()) != sink) {
      throw failed("content " + sink.key().name() + " was discarded, or staged anew by another");
    }
    return clock.instant();
  }

  synchronized ContentRef finish(MemorySink sink, byte[] octets) {
    Instant now = touch(sink);
    unfinished.remove(sink.key());
    ContentRef ref = new ContentRef("memory-" + ++made, octets.length);
    finished.put(ref.value(), new Finished(Octets.of(octets), false, now));
    return ref;
  }

  /** Sets whether it is bound. @return whether it was */
  synchronized boolean bound(ContentRef ref, boolean bound) {
    Finished content = existing(ref);
    finished.put(ref.value(), new Finished(content.octets, bound, content.touched));
    return content.bound;
  }

  synchronized void remove(ContentRef ref) {
    finished.remove(ref.value());
  }

  synchronized Source source(ContentRef ref) {
    existing(ref);
    return new Source() {
      @Override
      public long length() {
        return ref.length();
      }

      @Override
      public InputStream open() throws IOException {
        return new ByteArrayInputStream(octets(ref).toArray());
      }
    };
  }

  private synchronized Octets octets(ContentRef ref) throws IOException {
    Finished content = finished.get(ref.value());
    if (content == null) {
      throw new IOException("Content [" + ref.value() + "] was released meanwhile");
    }
    return content.octets;
  }

  /** Drops orphans last touched at this time or before. */
  synchronized int sweep(Instant last) {
    int before = unfinished.size() + finished.size();
    unfinished.values().removeIf(sink -> !sink.touched().isAfter(last));
    finished.values().removeIf(content -> !content.bound && !content.touched.isAfter(last));
    return before - unfinished.size() - finished.size();
  }

  private Finished existing(ContentRef ref) {
    Finished content = finished.get(ref.value());
    if (content == null || content.octets.length() != ref.length()) {
      throw failed("no content " + ref.value() + " of " + ref.length() + " octets");
    }
    return content;
  }

  private static CdsException failed(String detail) {
    return new CdsException(Problem.of(ProblemCode.STORE_FAILED, detail));
  }
}
