package io.cds.examples.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.Attachment;
import io.cds.api.Heading;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Recipient;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.SealRequest;
import io.cds.api.spi.Sealed;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.store.ContentKey;
import io.cds.crypto.cms.CertificateId;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.cms.SignedData;
import io.cds.crypto.envelope.EnvelopeLimits;
import io.cds.crypto.envelope.EnvelopeV1;
import io.cds.testkit.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Makes messages and receipts, right ones and such as only somebody with a key could make. */
final class Forger {
  static final Duration LIFE = Duration.ofDays(30);

  private final HostileScene scene;
  private final EnvelopeCodec codec;
  private final MemoryStore desk;
  private final SecureRandom random = new SecureRandom();
  private final StolenKeys stolen;
  private int staged;

  Forger(HostileScene scene, Path folder) {
    this.stolen = new StolenKeys(folder);
    this.scene = scene;
    this.codec = scene.real.codec();
    this.desk = new MemoryStore(scene.clock);
  }

  /** Whose key signs. */
  record Signer(KeyVault vault, KeyRef key, Octets certificate, KeyAccess access) {}

  Signer signer(PartyCode party, KeyUse use) {
    Member member = scene.member(party);
    boolean person = use == KeyUse.SIGN || use == KeyUse.OPEN;
    return new Signer(
        member.vault,
        member.key(use).ref(),
        member.key(use).certificate().orElseThrow(),
        person ? scene.real.person() : scene.real.machine());
  }

  /** Takes its key out of its vault now. */
  void takeOut(Signer signer) {
    stolen
        .of(signer.vault())
        .sign(signer.key(), SignatureScheme.ECDSA_SHA256_DER, new byte[1], signer.access());
  }

  /** A right message. */
  Mail mail(PartyCode from, PartyCode to, byte[] clear) {
    return mail(id(), from, to, clear);
  }

  Mail mail(MessageId id, PartyCode from, PartyCode to, byte[] clear) {
    return sealed(codec, request(id, from, to, Source.of(clear)));
  }

  /** A right message of suite 2. */
  Mail hybrid(MessageKey key, PartyCode to) {
    SealRequest one = request(key.id(), key.from(), to, Source.of(new byte[9]));
    return sealed(
        codec,
        new SealRequest(
            one.net(),
            one.key(),
            one.seal(),
            one.signKey(),
            one.signCertificate(),
            Optional.of(
                new SealRequest.SecondKey(
                    scene.member(key.from()).key(KeyUse.SIGN_MLDSA).ref(),
                    known(key.from(), KeyUse.SIGN_MLDSA))),
            List.of(
                new SealRequest.To(
                    Recipient.original(to),
                    known(to, KeyUse.OPEN),
                    Optional.of(known(to, KeyUse.OPEN_MLKEM)))),
            one.sealedAt(),
            one.expires(),
            one.test(),
            one.heading(),
            one.attachments(),
            one.compressions()));
  }

  /** Sealed by a program that does not keep to the reader's expansion. */
  Mail inflated(Mail as, PartyCode to, int zeros) {
    EnvelopeLimits loose =
        EnvelopeLimits.DEFAULTS.with(EnvelopeLimits.Limit.EXPANSION_RATIO, 100_000);
    return sealed(
        new EnvelopeV1(loose, random),
        request(
            as.key().id(), as.key().from(), to, Source.of(zeros, () -> ZipFaults.zeros(zeros))));
  }

  private Mail sealed(EnvelopeCodec by, SealRequest request) {
    Member from = scene.member(request.key().from());
    try {
      Sealed made =
          by.seal(
              request,
              desk.stage(new ContentKey(from.code, "seal-" + ++staged), 0),
              stolen.of(from.vault),
              scene.real.person(),
              Watch.none());
      try (InputStream in = desk.content(made.content()).open()) {
        return new Mail(
            request.key(),
            made.head().routing(),
            made.head().routingMldsa(),
            made.head().manifest(),
            Octets.of(in.readAllBytes()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SealRequest request(MessageId id, PartyCode from, PartyCode to, Source clear) {
    Instant now = scene.clock.instant();
    return new SealRequest(
        scene.hub.identity().net(),
        new MessageKey(from, id),
        1,
        scene.member(from).key(KeyUse.SIGN).ref(),
        known(from, KeyUse.SIGN),
        List.of(new SealRequest.To(Recipient.original(to), known(to, KeyUse.OPEN))),
        now,
        now.plus(LIFE),
        false,
        Heading.of("STU", "FORM-A", "離校𠮷"),
        List.of(new Attachment("表格A—離校𠮷.xml", "text/xml", clear)),
        Set.of(Compression.NONE, Compression.DEFLATE));
  }

  private KnownKey known(PartyCode party, KeyUse use) {
    Octets certificate = scene.member(party).key(use).certificate().orElseThrow();
    return codec.certificate(certificate, scene.real.authority().root());
  }

  MessageId id() {
    return MessageId.create(scene.clock, random);
  }

  /** The routing record with another text, signed by its sender. */
  Mail resigned(Mail mail, UnaryOperator<String> change) {
    return resigned(mail, change, signer(mail.key().from(), KeyUse.SIGN));
  }

  /** The same by another key. */
  Mail resigned(Mail mail, UnaryOperator<String> change, Signer signer) {
    String json = change.apply(text(mail.routing(), ContentKind.ROUTING));
    String sealedAt = json.replaceAll("(?s).*\"sealedAt\":\"([^\"]*)\".*", "$1");
    return mail.routing(
        signed(ContentKind.ROUTING, json, Instant.parse(sealedAt), signer).toArray());
  }

  /** The same message with another manifest, which its sender signed. */
  Mail resealed(Mail mail, byte[] manifest) {
    Sha256 before = codec.sha256(mail.manifest().toArray());
    Sha256 after = codec.sha256(manifest);
    return resigned(
            mail,
            json ->
                json.replace(before.hex(), after.hex())
                    .replace(
                        "\"manifest\":{\"length\":" + mail.manifest().length(),
                        "\"manifest\":{\"length\":" + manifest.length))
        .manifest(manifest);
  }

  /** A receipt with another text, signed by this key. */
  SignedReceipt resigned(SignedReceipt receipt, UnaryOperator<String> change, Signer signer) {
    String json = change.apply(text(receipt.octets(), ContentKind.RECEIPT));
    String at = json.replaceAll("(?s).*\"at\":\"([^\"]*)\".*", "$1");
    return new SignedReceipt(signed(ContentKind.RECEIPT, json, Instant.parse(at), signer));
  }

  private static String text(Octets signed, ContentKind kind) {
    return new String(SignedData.read(signed.toArray(), kind).content().toArray(), UTF_8);
  }

  private Octets signed(ContentKind kind, String json, Instant time, Signer signer) {
    byte[] der = signer.certificate().toArray();
    SignedData.SigningInput input =
        new SignedData.SigningInput(
            kind,
            Octets.of(json.getBytes(UTF_8)),
            time,
            codec.sha256(der),
            CertificateId.of(certificate(der)));
    byte[] signature =
        stolen
            .of(signer.vault())
            .sign(
                signer.key(),
                SignatureScheme.ECDSA_SHA256_DER,
                input.signedAttributes(),
                signer.access());
    return Octets.of(input.signed(SignatureScheme.ECDSA_SHA256_DER, signature).octets());
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalStateException("Cannot read a certificate of the scene", e);
    }
  }

  /** The hub's or a recipient's testimony, as its own engine would sign it. */
  SignedReceipt receipt(MessageKey message, Sha256 routing, ReceiptEvent event, PartyCode by) {
    ReceiptText text =
        new ReceiptText(
            scene.hub.identity().net(),
            message.id(),
            message.from(),
            routing,
            event,
            scene.clock.instant(),
            by,
            Optional.empty());
    if (by.equals(HostileScene.HUB)) {
      return codec.receipt(text, scene.hubKey(), stolen.of(scene.hubVault), scene.real.machine());
    }
    Member member = scene.member(by);
    boolean opened = event == ReceiptEvent.OPENED;
    return codec.receipt(
        text,
        member.key(opened ? KeyUse.SIGN : KeyUse.TRANSMIT),
        stolen.of(member.vault),
        opened ? scene.real.person() : scene.real.machine());
  }
}
