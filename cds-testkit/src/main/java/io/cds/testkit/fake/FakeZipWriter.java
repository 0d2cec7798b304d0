package io.cds.testkit.fake;

import io.cds.api.ContentRef;
import io.cds.api.MessageId;
import io.cds.api.Sink;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipGroup;
import io.cds.api.spi.ZipStage;
import io.cds.api.spi.ZipWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the name of the groups instead of the groups. */
final class FakeZipWriter implements ZipWriter {
  private final FakeNotary notary;
  private final OutputStream out;
  private final List<Group> groups = new ArrayList<>();

  FakeZipWriter(FakeNotary notary, OutputStream out) {
    this.notary = notary;
    this.out = out;
  }

  private record Group(
      MessageId id,
      Optional<EnvelopeHead> head,
      Optional<Octets> content,
      List<SignedReceipt> receipts) {}

  private record Groups(List<Group> list) {}

  @Override
  public void envelope(MessageId id, Envelope envelope, List<SignedReceipt> receipts)
      throws IOException {
    try (InputStream in = envelope.content().open()) {
      Octets content = Octets.of(in.readAllBytes());
      groups.add(
          new Group(id, Optional.of(envelope.head()), Optional.of(content), List.copyOf(receipts)));
    }
  }

  @Override
  public void head(MessageId id, EnvelopeHead head, List<SignedReceipt> receipts) {
    groups.add(new Group(id, Optional.of(head), Optional.empty(), List.copyOf(receipts)));
  }

  @Override
  public void receipts(MessageId id, List<SignedReceipt> receipts) {
    groups.add(new Group(id, Optional.empty(), Optional.empty(), List.copyOf(receipts)));
  }

  @Override
  public void finish() throws IOException {
    out.write(notary.write(new Groups(List.copyOf(groups))).toArray());
    out.flush();
  }

  static List<ZipGroup> read(FakeNotary notary, InputStream in, ZipStage stage) throws IOException {
    Groups groups;
    try {
      groups = notary.read(Octets.of(in.readAllBytes()), Groups.class).value();
    } catch (InvalidEnvelopeException e) {
      throw new InvalidEnvelopeException(InvalidReason.ZIP_PROFILE, "no .zip", e);
    }
    List<ZipGroup> read = new ArrayList<>();
    for (Group group : groups.list()) {
      Optional<ContentRef> content = Optional.empty();
      if (group.content().isPresent()) {
        Octets octets = group.content().get();
        try (Sink sink = stage.content(group.id(), group.head().orElseThrow(), octets.length())) {
          sink.write(octets.buffer());
          content = Optional.of(sink.finish());
        }
      }
      read.add(new ZipGroup(group.id(), group.head(), content, group.receipts()));
    }
    return read;
  }
}
