package io.cds.crypto.envelope;

import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.OTHER;

import io.cds.api.Attachment;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.spi.SealRequest;
import io.cds.crypto.envelope.Network.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Messages that must be read, most of them the ones that the faults are faults of. */
final class ValidVectors {

  private final Network network;
  private final Corpus corpus;

  ValidVectors(Network network, Corpus corpus) {
    this.network = network;
    this.corpus = corpus;
  }

  /** A message of suite 1 to EDB, which must open. */
  Sender message(String name, String why, Attachment... attachments) throws IOException {
    Message message = network.seal(plain(network.request(List.of(EDB), attachments)));
    add(name, why, message, EDB, attachments);
    return new Sender(network, message);
  }

  /** A message to two, opened by the second. */
  void copies(String name, String why, Attachment... attachments) throws IOException {
    Message message = network.seal(plain(network.request(List.of(EDB, OTHER), attachments)));
    add(name, why, message, OTHER, attachments);
  }

  /** A message of suite 2 to EDB. */
  Message hybrid(String name, String why, Attachment... attachments) throws IOException {
    Message message = network.seal(plain(network.hybridRequest(List.of(EDB), attachments)));
    add(name, why, message, EDB, attachments);
    return message;
  }

  private void add(
      String name, String why, Message message, PartyCode self, Attachment... attachments)
      throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Attachment attachment : attachments) {
      all.writeBytes(attachment.content().open().readAllBytes());
    }
    VectorText vector = VectorText.valid(name, why).header("plaintext", sha256(all.toByteArray()));
    corpus.message(vector, message.sealed().head(), message.content().toArray(), self, Corpus.AT);
  }

  /** A changed message that must open all the same. */
  void same(String name, String why, EnvelopeHead head, byte[] content, byte[] plaintext) {
    VectorText vector = VectorText.valid(name, why).header("plaintext", sha256(plaintext));
    corpus.message(vector, head, content);
  }

  private String sha256(byte[] octets) {
    return network.codec.sha256(octets).hex();
  }

  /** Not compressed, because another zlib would give other octets. */
  private static SealRequest plain(SealRequest r) {
    return new SealRequest(
        r.net(),
        r.key(),
        r.seal(),
        r.signKey(),
        r.signCertificate(),
        r.mldsa(),
        r.recipients(),
        r.sealedAt(),
        r.expires(),
        r.test(),
        r.heading(),
        r.attachments(),
        Set.of(Compression.NONE));
  }
}
