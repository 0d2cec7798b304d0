package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CMS_ATTRIBUTES;
import static io.cds.api.envelope.InvalidReason.CMS_FORM;
import static io.cds.api.envelope.InvalidReason.CMS_TRAILING;
import static io.cds.api.envelope.InvalidReason.CMS_TYPE;
import static io.cds.api.envelope.InvalidReason.JSON_FORM;
import static io.cds.api.envelope.InvalidReason.JSON_LIMIT;
import static io.cds.api.envelope.InvalidReason.JSON_MEMBER;
import static io.cds.api.envelope.InvalidReason.RECEIPT_MISMATCH;
import static io.cds.api.envelope.InvalidReason.SIGNATURE;
import static io.cds.api.envelope.InvalidReason.SIGNER_EXPIRED;
import static io.cds.api.envelope.InvalidReason.SIGNER_UNKNOWN;
import static io.cds.api.envelope.InvalidReason.SIGNER_WRONG_PARTY;
import static io.cds.api.envelope.InvalidReason.SIGNER_WRONG_USE;
import static io.cds.api.envelope.InvalidReason.VALUE;
import static io.cds.api.envelope.InvalidReason.VERSION;
import static io.cds.api.envelope.InvalidReason.WRONG_NET;
import static io.cds.crypto.envelope.Network.EDB;
import static io.cds.crypto.envelope.Network.HUB;
import static io.cds.crypto.envelope.Network.OTHER;
import static io.cds.crypto.envelope.Network.SCHOOL;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.cms.ContentKind;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Receipts that count, and receipts that do not. */
final class ReceiptFaults {

  private static final Instant AT = Network.SEALED_AT.plusSeconds(5);

  private final Network network;
  private final Sender sender;
  private final Corpus corpus;
  private final byte[] good;

  ReceiptFaults(Network network, Sender sender, Corpus corpus) {
    this.network = network;
    this.sender = sender;
    this.corpus = corpus;
    this.good = signed(text(ReceiptEvent.DELIVERED, EDB), network.key(EDB, KeyUse.TRANSMIT));
  }

  void add() {
    valid();
    octets();
    texts();
    signers();
    mismatches();
  }

  /** Receipts as they should be, but about another message than the one beside them. */
  private void mismatches() {
    // Long: a table, one row a fault.
    String delivered = text(ReceiptEvent.DELIVERED, EDB);
    String accepted = text(ReceiptEvent.ACCEPTED, HUB);
    VaultKey transmit = network.key(EDB, KeyUse.TRANSMIT);
    VaultKey hub = network.key(HUB, KeyUse.RECEIPT);
    about(
        VectorText.valid("receipt-of-a-message", "a recipient's, about the message beside it"),
        signed(delivered, transmit));
    about(
        VectorText.valid("receipt-of-a-message-by-the-hub", "the hub's, who is no recipient"),
        signed(accepted, hub));
    String id = Network.ID.value();
    mismatch(
        "another-message",
        "the id of another message",
        Sender.swapped(delivered, id, id.replaceFirst("ab$", "ff")),
        transmit);
    mismatch(
        "another-sender",
        "another sender's message of the same id",
        Sender.swapped(delivered, "\"from\":\"010300\"", "\"from\":\"010301\""),
        transmit);
    String digest = network.codec.routingDigest(sender.head.routing()).hex();
    mismatch(
        "another-seal",
        "the digest of another routing record",
        Sender.swapped(delivered, digest, "ab".repeat(32)),
        transmit);
    String file = network.codec.sha256(sender.head.routing().toArray()).hex();
    mismatch(
        "digest-of-the-file",
        "the digest of routing.p7s, not of what it holds",
        Sender.swapped(delivered, digest, file),
        transmit);
    mismatch(
        "delivered-by-no-recipient",
        "DELIVERED by a party that the message is not for",
        text(ReceiptEvent.DELIVERED, OTHER),
        network.key(OTHER, KeyUse.TRANSMIT));
    mismatch(
        "opened-by-the-sender",
        "OPENED by the sender",
        text(ReceiptEvent.OPENED, SCHOOL),
        network.key(SCHOOL, KeyUse.SIGN));
    mismatch(
        "accepted-another-seal",
        "the hub's about another routing record",
        Sender.swapped(accepted, digest, "ab".repeat(32)),
        hub);
  }

  private void mismatch(String name, String why, String text, VaultKey key) {
    about(VectorText.fault("receipt/of-" + name, RECEIPT_MISMATCH, why), signed(text, key));
  }

  private void about(VectorText vector, byte[] receipt) {
    vector.part("routing.p7s", sender.head.routing().toArray());
    corpus.add(vector, "receipt", "receipt.p7s", receipt);
  }

  private void valid() {
    for (ReceiptEvent event : ReceiptEvent.values()) {
      boolean hub =
          event == ReceiptEvent.ACCEPTED
              || event == ReceiptEvent.RECALLED
              || event == ReceiptEvent.EXPIRED;
      VaultKey key = hub ? network.key(HUB, KeyUse.RECEIPT) : network.key(EDB, KeyUse.SIGN);
      valid("by-" + key.ref().use(), text(event, key.ref().party()), key);
    }
    valid("by-TRANSMIT", text(ReceiptEvent.DELIVERED, EDB), network.key(EDB, KeyUse.TRANSMIT));
    valid("by-RECEIPT", text(ReceiptEvent.REFUSED, HUB), network.key(HUB, KeyUse.RECEIPT));
    String extended =
        text(ReceiptEvent.OPENED, EDB).replace("\"from\"", "\"ext\":{\"a\":1},\"from\"");
    valid("with-ext", extended, network.key(EDB, KeyUse.SIGN));
  }

  private void valid(String name, String text, VaultKey key) {
    String event = text.replaceFirst(".*\"event\":\"([A-Z]*)\".*", "$1");
    String file = "receipt-" + (event + "-" + name).toLowerCase(Locale.ROOT);
    VectorText vector = VectorText.valid(file, event + " counts from this key");
    corpus.add(vector, "receipt", "receipt.p7s", signed(text, key));
  }

  private void octets() {
    add("signature", SIGNATURE, "a bit of the signature", ContentFaults.flipped(good, -1));
    add("trailing-octet", CMS_TRAILING, "an octet behind", Arrays.copyOf(good, good.length + 1));
    add("cut", CMS_FORM, "the last octet is missing", ContentFaults.cut(good));
    add("empty", CMS_FORM, "no octets", new byte[0]);
    add("routing-record", CMS_TYPE, "a routing record", sender.head.routing().toArray());
    add("too-large", JSON_LIMIT, "16,385 octets", Arrays.copyOf(good, 16_385));
    byte[] changed = ContentFaults.flipped(good, new String(good, ISO_8859_1).indexOf("010300"));
    add("text-changed", CMS_ATTRIBUTES, "a digit of the signed text", changed);
  }

  private void texts() {
    // Long: a table, one row a fault.
    text("member-twice", JSON_FORM, "a member twice", "\"v\":1", "\"v\":1,\"v\":1");
    text("member-unknown", JSON_MEMBER, "a member unheard of", "\"v\":1", "\"v\":1,\"x\":1");
    text("routing-missing", JSON_MEMBER, "routing is missing", "\"routing\"", "\"routinh\"");
    text("version-2", VERSION, "v is another version", "\"v\":1", "\"v\":2");
    text("kind-routing", VERSION, "kind is another's", "\"receipt\"", "\"routing\"");
    text("event-unknown", VALUE, "an event unheard of", "DELIVERED", "READ");
    text("another-net", WRONG_NET, "the net of another hub", net(), "ab".repeat(32));
    text("time-differs", CMS_ATTRIBUTES, "at is not the signing time", ":50.123Z", ":51.123Z");
    text(
        "code-unexpected",
        JSON_MEMBER,
        "a code without REFUSED",
        "\"event\"",
        "\"code\":\"POLICY\",\"event\"");
    refused("code-missing", JSON_MEMBER, "REFUSED without a code", "\"code\":\"UNREADABLE\",", "");
    refused("code-unknown", VALUE, "a code unheard of", "UNREADABLE", "SIGNATURE");
  }

  private String net() {
    return network.authority.net().hex();
  }

  private void text(String name, InvalidReason reason, String why, String from, String to) {
    String text = Sender.swapped(text(ReceiptEvent.DELIVERED, EDB), from, to);
    add(name, reason, why, signed(text, network.key(EDB, KeyUse.TRANSMIT)));
  }

  private void refused(String name, InvalidReason reason, String why, String from, String to) {
    String text = Sender.swapped(text(ReceiptEvent.REFUSED, EDB), from, to);
    add(name, reason, why, signed(text, network.key(EDB, KeyUse.SIGN)));
  }

  private void signers() {
    // Long: a table, one row a fault.
    by("accepted-by-a-party", ReceiptEvent.ACCEPTED, EDB, KeyUse.SIGN);
    by("accepted-by-transmit", ReceiptEvent.ACCEPTED, EDB, KeyUse.TRANSMIT);
    by("expired-by-a-party", ReceiptEvent.EXPIRED, EDB, KeyUse.SIGN);
    by("recalled-by-a-party", ReceiptEvent.RECALLED, SCHOOL, KeyUse.SIGN);
    by("opened-by-transmit", ReceiptEvent.OPENED, EDB, KeyUse.TRANSMIT);
    by("opened-by-the-hub", ReceiptEvent.OPENED, HUB, KeyUse.RECEIPT);
    by("delivered-by-the-hub", ReceiptEvent.DELIVERED, HUB, KeyUse.RECEIPT);
    by("delivered-by-open", ReceiptEvent.DELIVERED, EDB, KeyUse.OPEN);
    by("refused-by-open", ReceiptEvent.REFUSED, EDB, KeyUse.OPEN);
    add(
        "by-another-party",
        SIGNER_WRONG_PARTY,
        "EDB's receipt, signed by HKEAA",
        signed(text(ReceiptEvent.DELIVERED, EDB), network.key(OTHER, KeyUse.TRANSMIT)));
    add(
        "by-another-key",
        SIGNATURE,
        "signed by another key than its certificate's",
        Forge.signed(
            ContentKind.RECEIPT,
            text(ReceiptEvent.DELIVERED, EDB),
            AT,
            network.key(EDB, KeyUse.TRANSMIT).certificate().orElseThrow(),
            network.vault.privateKey(network.key(EDB, KeyUse.SIGN).ref())));
    TestAuthority stranger = new TestAuthority("stranger", new FixedRandom("stranger"));
    KeyPair pair = P256.generate(new FixedRandom("stranger's key"));
    add(
        "by-a-stranger",
        SIGNER_UNKNOWN,
        "a certificate of another root",
        Forge.signed(
            ContentKind.RECEIPT,
            text(ReceiptEvent.DELIVERED, EDB),
            AT,
            stranger.issue("EDB", KeyUse.TRANSMIT, pair.getPublic()),
            pair.getPrivate()));
    Instant late = Instant.parse("2027-01-01T00:00:01.000Z");
    String text = new String(ReceiptJson.write(of(ReceiptEvent.DELIVERED, EDB, late)), UTF_8);
    add(
        "after-the-certificate",
        SIGNER_EXPIRED,
        "at lies after the certificate's validity",
        Forge.signed(
            ContentKind.RECEIPT,
            text,
            late,
            network.key(EDB, KeyUse.SIGN).certificate().orElseThrow(),
            network.vault.privateKey(network.key(EDB, KeyUse.SIGN).ref())));
  }

  private void by(String name, ReceiptEvent event, PartyCode party, KeyUse use) {
    String why = event + " by a key of use " + use;
    add(name, SIGNER_WRONG_USE, why, signed(text(event, party), network.key(party, use)));
  }

  private ReceiptText of(ReceiptEvent event, PartyCode by, Instant at) {
    boolean refused = event == ReceiptEvent.REFUSED;
    return new ReceiptText(
        network.authority.net(),
        Network.ID,
        SCHOOL,
        network.codec.routingDigest(sender.head.routing()),
        event,
        at,
        by,
        refused ? Optional.of(RefusalCode.UNREADABLE) : Optional.empty());
  }

  private String text(ReceiptEvent event, PartyCode by) {
    return new String(ReceiptJson.write(of(event, by, AT)), UTF_8);
  }

  private byte[] signed(String text, VaultKey key) {
    return Forge.signed(
        ContentKind.RECEIPT,
        text,
        AT,
        key.certificate().orElseThrow(),
        network.vault.privateKey(key.ref()));
  }

  private void add(String name, InvalidReason reason, String why, byte[] octets) {
    corpus.add(VectorText.fault("receipt/" + name, reason, why), "receipt", "receipt.p7s", octets);
  }
}
