package io.cds.testkit;

import static io.cds.testkit.StoreFault.breaking;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.Capability;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Contents;
import io.cds.api.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Content at fault: staged, finished, bound. */
final class ContentFaults {
  private ContentFaults() {}

  static List<StoreFault> all() {
    List<StoreFault> all = new ArrayList<>(staged());
    all.addAll(finished());
    all.addAll(bound());
    return all;
  }

  /** Where staging begins instead. */
  private interface Beginning {
    long from(Store good, ContentKey key, long asked);
  }

  private static WrappedStore beginning(MemoryStore store, Beginning beginning) {
    return new WrappedStore(store) {
      @Override
      public Sink stage(ContentKey key, long resumeAt) {
        return good.stage(key, beginning.from(good, key, resumeAt));
      }
    };
  }

  /** What is staged into instead. */
  private interface Staging {
    Sink of(MemoryStore good, ContentKey key, long from);
  }

  private static WrappedStore staging(MemoryStore store, Staging staging) {
    return new WrappedStore(store) {
      @Override
      public Sink stage(ContentKey key, long resumeAt) {
        return staging.of(good, key, resumeAt);
      }
    };
  }

  private static List<StoreFault> staged() {
    // Long: one fault after another.
    return List.of(
        breaking(
            "nothing_is_durable_of_content_that_was_never_staged",
            "durable() of an unknown key must be 0",
            good -> durable(good, 1)),
        breaking(
            "L21_a_sink_that_is_closed_without_finish_keeps_what_was_written_unfinished",
            "close() must make durable what was written",
            good -> staging(good, (store, key, from) -> new Eager(store.stage(key, from)))),
        breaking(
            "content_is_resumed_where_it_was_durable",
            "a resumed sink is durable from where it begins",
            good -> beginning(good, (store, key, from) -> 0)),
        breaking(
            "content_is_resumed_before_its_durable_end_and_the_rest_is_written_anew",
            "the reference must tell the number of octets",
            good -> beginning(good, (store, key, from) -> store.durable(key))),
        breaking(
            "a_resumption_beyond_what_is_durable_is_refused",
            "a resumption beyond what is durable would leave a hole",
            good -> beginning(good, (store, key, from) -> Math.min(from, store.durable(key)))),
        breaking(
            "content_that_is_staged_anew_drops_what_was_unfinished",
            "the reference must tell the number of octets",
            good -> beginning(good, (store, key, from) -> store.durable(key))),
        breaking(
            "a_later_sink_of_a_key_takes_over_and_the_former_can_write_no_more",
            "a sink whose key was staged again must fail",
            good -> staging(good, (store, key, from) -> new Silent(store.stage(key, from)))),
        breaking(
            "the_first_failure_of_a_sink_sticks",
            "a sink whose content was discarded must fail",
            ContentFaults::keepsWhatIsDiscarded),
        breaking(
            "a_sink_takes_nothing_after_finish_and_nothing_after_close",
            "finish() works only once",
            good -> staging(good, (store, key, from) -> new Silent(store.stage(key, from)))),
        breaking(
            "what_a_sink_calls_durable_is_what_the_store_calls_durable",
            "sink and store must agree",
            good -> durable(good, 1)),
        breaking(
            "discarded_content_is_gone",
            "discard() must drop what was unfinished",
            ContentFaults::keepsWhatIsDiscarded),
        breaking(
            "content_is_not_staged_inside_a_transaction",
            "staging inside a transaction must be refused at once",
            good -> staging(good, ContentFaults::anywhere)));
  }

  private static WrappedStore durable(MemoryStore store, long more) {
    return new WrappedStore(store) {
      @Override
      public long durable(ContentKey key) {
        return good.durable(key) + more;
      }
    };
  }

  private static WrappedStore keepsWhatIsDiscarded(MemoryStore store) {
    return new WrappedStore(store) {
      @Override
      public void discard(ContentKey key) {}
    };
  }

  private static Sink anywhere(MemoryStore good, ContentKey key, long from) {
    try {
      return good.stage(key, from);
    } catch (IllegalStateException inTransaction) {
      return new Eager(new MemoryStore(ManualClock.at("2026-09-01T08:00:00Z")).stage(key, 0));
    }
  }

  /** Finishes when it is closed. */
  private record Eager(Sink sink) implements Sink {
    @Override
    public void write(ByteBuffer piece) throws IOException {
      sink.write(piece);
    }

    @Override
    public long durable() {
      return sink.durable();
    }

    @Override
    public ContentRef finish() throws IOException {
      return sink.finish();
    }

    @Override
    public void close() throws IOException {
      try {
        sink.finish();
      } catch (CdsException | IllegalStateException e) {
        sink.close(); // it was finished already, or had failed
      }
    }
  }

  /** Tells no failure. */
  private record Silent(Sink sink) implements Sink {
    @Override
    public void write(ByteBuffer piece) throws IOException {
      try {
        sink.write(piece);
      } catch (CdsException | IllegalStateException kept) {
        piece.position(piece.limit());
      }
    }

    @Override
    public long durable() {
      return sink.durable();
    }

    @Override
    public ContentRef finish() throws IOException {
      try {
        return sink.finish();
      } catch (CdsException | IllegalStateException kept) {
        return new ContentRef("none", 0);
      }
    }

    @Override
    public void close() throws IOException {
      sink.close();
    }
  }

  /** How a stretch of content is read instead. */
  private interface Reading {
    InputStream open(Source right, long from, long length) throws IOException;
  }

  private static WrappedStore reading(MemoryStore store, Reading reading) {
    return new WrappedStore(store) {
      @Override
      public Source content(ContentRef ref) {
        Source right = good.content(ref);
        return new Source() {
          @Override
          public long length() {
            return right.length();
          }

          @Override
          public InputStream open() throws IOException {
            return reading.open(right, 0, length());
          }

          @Override
          public InputStream open(long from, long length) throws IOException {
            return reading.open(right, from, length);
          }
        };
      }
    };
  }

  private static List<StoreFault> finished() {
    return List.of(
        breaking(
            "empty_content_is_content",
            "expected a stream without octets",
            good ->
                reading(
                    good, (right, from, length) -> new ByteArrayInputStream(new byte[] {1, 2}))),
        breaking(
            "any_range_of_content_can_be_read",
            "came back wrong; check the first piece",
            good -> reading(good, (right, from, length) -> right.open(0, length))),
        breaking(
            "content_is_read_as_often_as_it_is_opened",
            "each stream begins at the beginning",
            ContentFaults::oneStream),
        breaking(
            "content_is_read_inside_a_transaction",
            "content must be readable inside a transaction",
            ContentFaults::unreadableInside),
        breaking(
            "content_that_is_not_there_is_told",
            "bind() of an unknown reference must fail",
            "contents",
            Contents.class,
            "bind",
            WrappedStore::hidden),
        breaking(
                "L12_large_content_needs_little_memory", "the heap had grown by", WrappedStore::new)
            .claiming(Capability.DURABLE));
  }

  private static WrappedStore oneStream(MemoryStore store) {
    List<InputStream> opened = new ArrayList<>();
    return reading(
        store,
        (right, from, length) -> {
          if (opened.isEmpty()) {
            opened.add(right.open(from, length));
          }
          return opened.get(0);
        });
  }

  private static WrappedStore unreadableInside(MemoryStore store) {
    List<Object> inside = new ArrayList<>();
    return new WrappedStore(store) {
      @Override
      public <R> R transact(Work<R> work) {
        inside.add("a transaction");
        try {
          return super.transact(work);
        } finally {
          inside.clear();
        }
      }

      @Override
      public Source content(ContentRef ref) {
        Source right = good.content(ref);
        return Source.of(
            right.length(),
            () -> {
              if (!inside.isEmpty()) {
                throw new IOException("the store is busy");
              }
              return right.open();
            });
      }
    };
  }

  private static List<StoreFault> bound() {
    return List.of(
        breaking(
            "orphans_are_swept_once_they_are_old_enough",
            "orphans were swept too early",
            ContentFaults::sweepsAll),
        breaking(
            "content_that_is_still_being_written_is_not_swept",
            "it was touched 50 minutes ago",
            ContentFaults::sweepsAll),
        breaking(
            "bound_content_is_never_swept",
            "bound content is no orphan",
            "contents",
            Contents.class,
            "bind",
            WrappedStore::nothing),
        breaking(
            "a_binding_that_was_rolled_back_binds_nothing",
            "it is an orphan: nothing bound it",
            WholeFaults::commitsWhatThrew),
        breaking(
            "released_content_is_gone_after_the_commit_and_not_after_a_rollback",
            "released content must be gone after the commit",
            "contents",
            Contents.class,
            "release",
            WrappedStore::nothing));
  }

  private static WrappedStore sweepsAll(MemoryStore store) {
    return new WrappedStore(store) {
      @Override
      public int sweep(Duration age) {
        return good.sweep(Duration.ZERO);
      }
    };
  }
}
