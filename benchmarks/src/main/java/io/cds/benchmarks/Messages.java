package io.cds.benchmarks;

import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.spi.EnvelopeCodec;
import java.nio.ByteBuffer;
import java.util.Set;

/** Ours: messages with one attachment of these octets, sealed and opened in memory. */
final class Messages {
  private final Workbench bench;
  private final EnvelopeCodec codec;
  private final Source content;
  private final Set<Compression> compressions;
  private final MemoryContent sealed;
  private final MemoryContent clear;
  private EnvelopeHead head;

  Messages(Workbench bench, EnvelopeCodec codec, byte[] octets, Set<Compression> compressions)
      throws Exception {
    this.bench = bench;
    this.codec = codec;
    this.content = source(octets);
    this.compressions = compressions;
    int room = octets.length + octets.length / 4 + (1 << 20);
    this.sealed = new MemoryContent(room);
    this.clear = new MemoryContent(room);
    this.head = sealInto(sealed);
  }

  Object seal() throws Exception {
    head = sealInto(sealed.again());
    return head;
  }

  Object open() throws Exception {
    return codec.open(
        new Envelope(head, sealed),
        Workbench.RECIPIENT,
        bench.vault,
        Workbench.ACCESS,
        bench.directory,
        bench.now,
        (index, attachment) -> clear.again(),
        Watch.none());
  }

  /** Octets that the last opening gave. */
  long length() {
    return clear.length();
  }

  /** Octets of the content that the last sealing gave. */
  long sealedLength() {
    return sealed.length();
  }

  /** A source over the array itself. */
  static Source source(byte[] octets) {
    MemoryContent content = new MemoryContent(octets.length);
    content.write(ByteBuffer.wrap(octets));
    return content;
  }

  private EnvelopeHead sealInto(MemoryContent sink) throws Exception {
    return codec
        .seal(
            bench.request(content, compressions), sink, bench.vault, Workbench.ACCESS, Watch.none())
        .head();
  }
}
