package io.cds.crypto.envelope;

import io.cds.api.ContentRef;
import io.cds.api.Sink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Sinks that are finished together, and all closed. */
final class Sinks implements AutoCloseable {

  private final List<Sink> sinks = new ArrayList<>();

  Sink add(Sink sink) {
    sinks.add(sink);
    return sink;
  }

  int size() {
    return sinks.size();
  }

  List<ContentRef> finish() throws IOException {
    List<ContentRef> refs = new ArrayList<>();
    for (Sink sink : sinks) {
      refs.add(sink.finish());
    }
    return refs;
  }

  /** Closes every sink, also after one that fails; the first fault is thrown. */
  @Override
  public void close() throws IOException {
    IOException first = null;
    for (Sink sink : sinks) {
      try {
        sink.close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
