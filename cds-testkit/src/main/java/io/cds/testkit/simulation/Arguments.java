package io.cds.testkit.simulation;

import io.cds.api.Source;
import io.cds.testkit.calls.CutStream;
import io.cds.testkit.calls.Kept;
import java.io.IOException;
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
    return new Arguments(call, Kept.arguments(call, values));
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
}
