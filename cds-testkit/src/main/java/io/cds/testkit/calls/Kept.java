package io.cds.testkit.calls;

import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** What a call of a mailbox brings along, in memory, whatever becomes of the caller's content. */
public final class Kept {
  private Kept() {}

  /**
   * The same arguments, their content in memory.
   *
   * @param call the name of the mailbox's method
   */
  public static Object[] arguments(String call, Object[] given) throws IOException {
    Object[] kept = given.clone();
    if (call.equals("submit")) {
      List<Envelope> envelopes = new ArrayList<>();
      for (Object item : (List<?>) kept[0]) {
        Envelope envelope = (Envelope) item;
        envelopes.add(new Envelope(envelope.head(), content(envelope.content())));
      }
      kept[0] = envelopes;
    } else if (call.equals("append")) {
      kept[2] = content((Source) kept[2]);
    }
    return kept;
  }

  private static Source content(Source source) throws IOException {
    try (InputStream in = source.open()) {
      return Source.of(in.readAllBytes());
    }
  }
}
