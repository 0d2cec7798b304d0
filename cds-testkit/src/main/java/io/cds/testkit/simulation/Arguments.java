package io.cds.testkit.simulation;

import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a call of a mailbox brings along. */
final class Arguments {
  private final String call;
  private final Object[] values;

  /** Of a call of this name; there may be none. */
  Arguments(String call, Object[] values) {
    this.call = call;
    this.values = values == null ? new Object[0] : values.clone();
  }

  Object[] values() {
    return values.clone();
  }

  /** The same in memory, whatever becomes of the caller's content. */
  Arguments kept() throws IOException {
    Object[] kept = values.clone();
    if (call.equals("submit")) {
      List<Envelope> envelopes = new ArrayList<>();
      for (Object item : (List<?>) kept[0]) {
        Envelope envelope = (Envelope) item;
        envelopes.add(new Envelope(envelope.head(), kept(envelope.content())));
      }
      kept[0] = envelopes;
    } else if (call.equals("append")) {
      kept[2] = kept((Source) kept[2]);
    }
    return new Arguments(call, kept);
  }

  /** What arrives if the line is cut; empty if that is nothing that the hub could act on. */
  Optional<Arguments> part(Dice dice) {
    Object[] part = values.clone();
    if (call.equals("submit") || call.equals("post")) {
      List<?> all = (List<?>) part[0];
      part[0] = all.subList(0, dice.below(all.size() + 1));
    } else if (call.equals("append")) {
      Source piece = (Source) part[2];
      long end = dice.below((int) piece.length() + 1);
      part[2] = Source.of(piece.length(), () -> new CutStream(piece.open(), end));
    } else {
      return Optional.empty();
    }
    return Optional.of(new Arguments(call, part));
  }

  private static Source kept(Source source) throws IOException {
    try (InputStream in = source.open()) {
      return Source.of(in.readAllBytes());
    }
  }
}
