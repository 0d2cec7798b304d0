package io.cds.examples.folder;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.envelope.Octets;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file in the folder holds: blocks, each with its length in front. Content stays in the file
 * and is read from there, so that memory does not grow with it.
 */
final class Parcel {
  /** Longest block that is read into memory: a manifest of 4 MiB with its signatures. */
  private static final int IN_MEMORY = 5 << 20;

  private final Path file;
  private final List<long[]> blocks = new ArrayList<>();
  private int next;

  private Parcel(Path file) {
    this.file = file;
  }

  /** Blocks to be written, in the order in which they are read. */
  static final class Draft {
    private final List<Source> blocks = new ArrayList<>();

    Draft text(String text) {
      return octets(Octets.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    Draft number(long number) {
      return text(Long.toString(number));
    }

    Draft octets(Octets octets) {
      return source(Source.of(octets.toArray()));
    }

    Draft optional(Optional<Octets> octets) {
      number(octets.isPresent() ? 1 : 0);
      octets.ifPresent(this::octets);
      return this;
    }

    Draft source(Source source) {
      blocks.add(source);
      return this;
    }

    /** Writes the file; nobody sees a part of it. */
    void save(Path file) throws IOException {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
        for (Source block : blocks) {
          out.writeLong(block.length());
          try (InputStream in = block.open()) {
            in.transferTo(out);
          }
        }
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * Reads where the blocks of a file lie; more of them than this, or an end within one, is none.
   */
  static Parcel open(Path file, int most) throws IOException {
    Parcel parcel = new Parcel(file);
    try (FileChannel channel = FileChannel.open(file)) {
      DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
      while (channel.position() < channel.size()) {
        long length = in.readLong();
        long at = channel.position();
        if (length < 0 || length > channel.size() - at || parcel.blocks.size() == most) {
          throw new IOException(
              "File [" + file.getFileName() + "] is no parcel of at most " + most);
        }
        parcel.blocks.add(new long[] {at, length});
        channel.position(at + length);
      }
    }
    return parcel;
  }

  String text() throws IOException {
    return new String(octets().toArray(), StandardCharsets.UTF_8);
  }

  long number() throws IOException {
    return Long.parseLong(text());
  }

  /** A number that says how many of something follow. */
  int count() throws IOException {
    long count = number();
    if (count < 0 || count > blocks.size()) {
      throw new CdsException(Problem.of(ProblemCode.TOO_LARGE, count + " of one kind"));
    }
    return (int) count;
  }

  Octets octets() throws IOException {
    Source block = source();
    if (block.length() > IN_MEMORY) {
      throw new CdsException(Problem.of(ProblemCode.TOO_LARGE, block.length() + " octets"));
    }
    try (InputStream in = block.open()) {
      return Octets.of(in.readAllBytes());
    }
  }

  Optional<Octets> optional() throws IOException {
    return number() == 1 ? Optional.of(octets()) : Optional.empty();
  }

  /** The next block, read from the file when it is opened. */
  Source source() throws IOException {
    if (next == blocks.size()) {
      throw new IOException("File [" + file.getFileName() + "] ends before what it should hold");
    }
    long[] block = blocks.get(next++);
    return Source.of(block[1], () -> new Part(file, block[0], block[1]));
  }
}
