package io.cds.testkit.vectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The files of the corpus, which lie beside this class. */
public final class VectorFiles {

  private VectorFiles() {}

  /** All vectors, as {@code index.txt} lists them. */
  public static List<EnvelopeVector> all() {
    return text("index.txt").lines().map(VectorFiles::named).toList();
  }

  static EnvelopeVector named(String name) {
    return EnvelopeVector.parse(text(name + ".txt"), VectorFiles::named);
  }

  static String text(String name) {
    try (InputStream in = VectorFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The corpus has no file [" + name + "]");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
