package io.cds.examples.hostile;

import static io.cds.examples.hostile.HostileScene.EDB;
import static io.cds.examples.hostile.HostileScene.EVIL;
import static io.cds.examples.hostile.HostileScene.OTHER;
import static io.cds.examples.hostile.HostileScene.SCHOOL;

import io.cds.api.KeyUse;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.examples.format.Der;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One fault of an envelope.
 *
 * @param reason what the local log of whoever refuses it must name
 * @param toSender the public code that the hub tells to who posts it
 * @param size octets of the good message that it is a fault of
 * @param toHub the code of the recipient's signed refusal to who serves it; {@code -} where there
 *     is nothing to sign about, or the content is only to be fetched again
 */
record Fault(
    String name,
    InvalidReason reason,
    String toSender,
    String toHub,
    int size,
    Tampering tampering) {
  private static final String NOTHING = "-";

  /** Changes a good message of 020200 to EDB. */
  @FunctionalInterface
  interface Tampering {
    Mail apply(Mail good, HostileScene scene);
  }

  @Override
  public String toString() {
    return name + ": " + reason;
  }

  static Stream<Fault> all() {
    return Stream.of(octets(), pieces(), signers(), seconds(), records()).flatMap(some -> some);
  }

  /** The routing record's own octets. Nothing can be signed about those that cannot be read. */
  private static Stream<Fault> octets() {
    // Long: a table, one row a fault.
    return Stream.of(
        refused(
            "a bit of the signature flipped",
            InvalidReason.SIGNATURE,
            (m, s) -> m.routing(Mail.flipped(m.routing(), -1))),
        unreadable(
            "a bit of the record flipped",
            InvalidReason.CMS_ATTRIBUTES,
            (m, s) -> m.routing(Mail.flipped(m.routing(), 400))),
        unreadable(
            "trailing octets",
            InvalidReason.CMS_TRAILING,
            (m, s) -> m.routing(Mail.longer(m.routing()))),
        unreadable("truncated", InvalidReason.CMS_FORM, (m, s) -> m.routing(Mail.cut(m.routing()))),
        unreadable("empty", InvalidReason.CMS_FORM, (m, s) -> m.routing(new byte[0])),
        unreadable(
            "BER, an indefinite length",
            InvalidReason.CMS_FORM,
            (m, s) -> m.routing(Der.indefinite(m.routing().toArray()))),
        unreadable(
            "BER, a longer length",
            InvalidReason.CMS_FORM,
            (m, s) -> m.routing(Der.longerForm(m.routing().toArray()))),
        unreadable(
            "a receipt in its place",
            InvalidReason.CMS_TYPE,
            (m, s) ->
                m.routing(
                    s.forger
                        .receipt(
                            m.key(),
                            s.real.codec().routingDigest(m.routing()),
                            ReceiptEvent.ACCEPTED,
                            HostileScene.HUB)
                        .octets()
                        .toArray())));
  }

  /** Manifest and content that are not those signed. */
  private static Stream<Fault> pieces() {
    // Long: a table, one row a fault.
    return Stream.of(
        refused(
            "a bit of the manifest flipped",
            InvalidReason.MANIFEST_DIGEST,
            (m, s) -> m.manifest(Mail.flipped(m.manifest(), 99))),
        refused(
            "the manifest truncated",
            InvalidReason.MANIFEST_DIGEST,
            (m, s) -> m.manifest(Mail.cut(m.manifest()))),
        refused(
            "the manifest of another message",
            InvalidReason.MANIFEST_DIGEST,
            (m, s) -> m.manifest(s.forger.mail(EVIL, EDB, new byte[9]).manifest().toArray())),
        refused(
            "trailing octets behind a signed manifest",
            InvalidReason.CMS_TRAILING,
            (m, s) -> s.forger.resealed(m, Mail.longer(m.manifest()))),
        refused(
            "BER in a signed manifest",
            InvalidReason.CMS_FORM,
            (m, s) -> s.forger.resealed(m, Der.longerForm(m.manifest().toArray()))),
        again(
            "a bit of a small content flipped",
            InvalidReason.CONTENT_DIGEST,
            Roads.SMALL,
            (m, s) -> m.content(Mail.flipped(m.content(), -1))),
        again(
            "a small content truncated",
            InvalidReason.CONTENT_LENGTH,
            Roads.SMALL,
            (m, s) -> m.content(Mail.cut(m.content()))),
        again(
            "a bit of the content flipped",
            InvalidReason.CONTENT_DIGEST,
            Roads.LARGE,
            (m, s) -> m.content(Mail.flipped(m.content(), 2_000_000))),
        again(
            "two pieces swapped",
            InvalidReason.CONTENT_DIGEST,
            Roads.LARGE,
            (m, s) -> m.content(swapped(m.content().toArray()))),
        again(
            "a piece twice",
            InvalidReason.CONTENT_DIGEST,
            Roads.LARGE,
            (m, s) -> m.content(twice(m.content().toArray()))),
        again(
            "the content of another message",
            InvalidReason.CONTENT_DIGEST,
            Roads.LARGE,
            (m, s) ->
                m.content(
                    s.forger.mail(EVIL, EDB, Roads.clear(7, Roads.LARGE)).content().toArray())));
  }

  /** Who signed. */
  private static Stream<Fault> signers() {
    // Long: a table, one row a fault.
    return Stream.of(
        refused(
            "a stranger's valid certificate",
            InvalidReason.SIGNER_UNKNOWN,
            (m, s) -> s.forger.resigned(m, t -> t, s.stranger())),
        refused(
            "an expired key",
            InvalidReason.SIGNER_EXPIRED,
            (m, s) -> s.forger.resigned(m, t -> t, s.lapsed())),
        refused(
            "a TRANSMIT key",
            InvalidReason.SIGNER_WRONG_USE,
            (m, s) -> s.forger.resigned(m, t -> t, s.forger.signer(EVIL, KeyUse.TRANSMIT))),
        refused(
            "another party's key",
            InvalidReason.SIGNER_WRONG_PARTY,
            (m, s) -> s.forger.resigned(m, t -> t, s.forger.signer(OTHER, KeyUse.SIGN))),
        new Fault(
            "a forged sender",
            InvalidReason.SIGNER_WRONG_PARTY,
            "REQUEST_REFUSED",
            "UNREADABLE",
            Roads.SMALL,
            (m, s) ->
                s.forger.resigned(
                    m.named(SCHOOL, m.key().id()),
                    t -> t.replace("\"from\":\"020200\"", "\"from\":\"010300\""),
                    s.forger.signer(EVIL, KeyUse.SIGN))));
  }

  /** The second signature of suite 2. */
  private static Stream<Fault> seconds() {
    return Stream.of(
        refused(
            "suite 2 without its second signature",
            InvalidReason.MLDSA_MISSING,
            (m, s) -> s.forger.hybrid(m.key(), EDB).second(Optional.empty())),
        refused(
            "suite 1 with a second signature",
            InvalidReason.MLDSA_UNEXPECTED,
            (m, s) -> m.second(s.forger.hybrid(m.key(), EDB).mldsa())),
        refused(
            "the second signature of another seal",
            InvalidReason.MLDSA_OTHER,
            (m, s) -> s.forger.hybrid(m.key(), EDB).second(s.forger.hybrid(m.key(), EDB).mldsa())),
        refused(
            "a bit of the second signature flipped",
            InvalidReason.SIGNATURE,
            (m, s) -> {
              Mail hybrid = s.forger.hybrid(m.key(), EDB);
              return hybrid.second(
                  hybrid.mldsa().map(second -> Octets.of(Mail.flipped(second, -9))));
            }));
  }

  /** What a sender with a good key signed. */
  private static Stream<Fault> records() {
    // Long: a table, one row a fault.
    return Stream.of(
        unread(
            "a JSON member twice",
            InvalidReason.JSON_FORM,
            (m, s) -> s.forger.resigned(m, t -> t.replace("\"seal\":1", "\"seal\":1,\"seal\":1"))),
        unread(
            "a member unheard of",
            InvalidReason.JSON_MEMBER,
            (m, s) -> s.forger.resigned(m, t -> t.replace("\"v\":1", "\"v\":1,\"x\":1"))),
        unread(
            "another version",
            InvalidReason.VERSION,
            (m, s) -> s.forger.resigned(m, t -> t.replace("\"v\":1", "\"v\":2"))),
        unread(
            "suite 3",
            InvalidReason.VERSION,
            (m, s) -> s.forger.resigned(m, t -> t.replace("\"suite\":1", "\"suite\":3"))),
        unread(
            "suite 2 without the second keys of its recipients",
            InvalidReason.JSON_MEMBER,
            (m, s) -> s.forger.resigned(m, t -> t.replace("\"suite\":1", "\"suite\":2"))),
        refused(
            "an envelope of another hub",
            InvalidReason.WRONG_NET,
            (m, s) ->
                s.forger.resigned(
                    m, t -> t.replace(s.hub.identity().net().hex(), "ab".repeat(32)))),
        new Fault(
            "sealed tomorrow",
            InvalidReason.TIME,
            "CLOCK",
            "UNREADABLE",
            Roads.SMALL,
            (m, s) -> s.forger.resigned(m, t -> timed(t, "sealedAt", s.time(Duration.ofDays(1))))),
        refused(
            "a life of two years",
            InvalidReason.TIME,
            (m, s) -> s.forger.resigned(m, t -> timed(t, "expires", s.time(Duration.ofDays(700))))),
        new Fault(
            "expired on the way",
            InvalidReason.EXPIRED,
            "EXPIRED",
            "EXPIRED",
            Roads.SMALL,
            (m, s) ->
                s.forger.resigned(
                    m,
                    t ->
                        timed(
                            timed(t, "sealedAt", s.time(Duration.ofHours(-2))),
                            "expires",
                            s.time(Duration.ofHours(-1))))),
        refused(
            "sealed to another's key",
            InvalidReason.RECIPIENTS,
            (m, s) ->
                s.forger.resigned(
                    m,
                    t ->
                        t.replaceAll(
                            "\"cert\":\"[0-9a-f]{64}\"", "\"cert\":\"" + digest(s) + "\""))),
        declared(
            "a manifest of 1 GB declared",
            InvalidReason.MANIFEST_LIMIT,
            (m, s) ->
                s.forger.resigned(
                    m,
                    t ->
                        t.replaceAll(
                            "\"manifest\":\\{\"length\":\\d+",
                            "\"manifest\":{\"length\":1000000000"))),
        declared(
            "a content of 1 TB declared",
            InvalidReason.CONTENT_LIMIT,
            (m, s) ->
                s.forger.resigned(
                    m,
                    t ->
                        t.replaceAll("(\"content\":\\{[^}]*\"length\":)\\d+", "$11000000000000"))));
  }

  private static String digest(HostileScene s) {
    return s.real
        .codec()
        .sha256(s.member(OTHER).key(KeyUse.OPEN).certificate().orElseThrow().toArray())
        .hex();
  }

  private static String timed(String text, String member, String time) {
    return text.replaceAll("\"" + member + "\":\"[^\"]*\"", "\"" + member + "\":\"" + time + "\"");
  }

  private static byte[] swapped(byte[] content) {
    byte[] result = content.clone();
    System.arraycopy(content, 1 << 20, result, 0, 1 << 20);
    System.arraycopy(content, 0, result, 1 << 20, 1 << 20);
    return result;
  }

  private static byte[] twice(byte[] content) {
    byte[] result = Arrays.copyOf(content, content.length);
    System.arraycopy(content, 0, result, 1 << 20, 1 << 20);
    return result;
  }

  private static Fault refused(String name, InvalidReason reason, Tampering tampering) {
    return new Fault(name, reason, "UNREADABLE", "UNREADABLE", Roads.SMALL, tampering);
  }

  /** Not even a routing digest can be told. */
  private static Fault unreadable(String name, InvalidReason reason, Tampering tampering) {
    return new Fault(name, reason, "INVALID_ENVELOPE", NOTHING, Roads.SMALL, tampering);
  }

  /** The hub cannot name the message; the recipient names it by the hub's own receipt. */
  private static Fault unread(String name, InvalidReason reason, Tampering tampering) {
    return new Fault(name, reason, "INVALID_ENVELOPE", "UNREADABLE", Roads.SMALL, tampering);
  }

  private static Fault declared(String name, InvalidReason reason, Tampering tampering) {
    return new Fault(name, reason, "TOO_LARGE", "TOO_LARGE", Roads.SMALL, tampering);
  }

  /** Damage on the way: to be sent or fetched again, and never refused for ever. */
  private static Fault again(String name, InvalidReason reason, int size, Tampering tampering) {
    return new Fault(name, reason, "INVALID_ENVELOPE", NOTHING, size, tampering);
  }
}
