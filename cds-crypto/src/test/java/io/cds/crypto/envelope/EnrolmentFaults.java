package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CMS_ATTRIBUTES;
import static io.cds.api.envelope.InvalidReason.CMS_FORM;
import static io.cds.api.envelope.InvalidReason.CMS_TRAILING;
import static io.cds.api.envelope.InvalidReason.CMS_TYPE;
import static io.cds.api.envelope.InvalidReason.JSON_FORM;
import static io.cds.api.envelope.InvalidReason.JSON_MEMBER;
import static io.cds.api.envelope.InvalidReason.MAC;
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
import static io.cds.crypto.envelope.Network.SCHOOL;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.EnrolmentCode;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KeyRequest;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.api.envelope.RequestedKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.EnrolmentStep;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.cms.ContentKind;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Key requests, under an enrolment code and under an earlier key, and issued keys. */
final class EnrolmentFaults {

  private static final Instant AT = Network.SEALED_AT.plusSeconds(5);
  private static final String CODE = "01234-56789-ABCDE-FGHJK-MNPQRS";
  private static final String OTHER_CODE = "01234-56789-ABCDE-FGHJK-MNPQRT";
  private static final List<KeyUse> USES = List.of(KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT);

  private final Network network;
  private final Corpus corpus;
  private final String request;
  private final String issued;

  EnrolmentFaults(Network network, Corpus corpus) {
    this.network = network;
    this.corpus = corpus;
    this.request = new String(EnrolmentJson.write(asked()), UTF_8);
    this.issued = new String(EnrolmentJson.write(answered()), UTF_8);
  }

  private KeyRequest asked() {
    List<RequestedKey> keys =
        USES.stream()
            .map(
                use -> {
                  KeyPair pair = P256.generate(new FixedRandom("asked for " + use));
                  return new RequestedKey(use, TestAuthority.request("CN=010300,OU=" + use, pair));
                })
            .toList();
    return new KeyRequest(network.authority.net(), SCHOOL, 1, AT, keys);
  }

  private IssuedKeys answered() {
    HubIdentity hub =
        new HubIdentity(
            network.authority.net(),
            HUB,
            network.authority.root(),
            List.of(network.key(HUB, KeyUse.RECEIPT).certificate().orElseThrow()));
    List<PartyKey> keys =
        USES.stream()
            .map(use -> new PartyKey(use, network.key(SCHOOL, use).certificate().orElseThrow()))
            .toList();
    return new IssuedKeys(hub, SCHOOL, Digests.digest(request.getBytes(UTF_8)), keys);
  }

  void add() {
    macs();
    requests();
    answers();
    renewals();
    signers();
  }

  private void macs() {
    // Long: a table, one row a fault.
    String right = mac(CODE, SCHOOL, EnrolmentStep.REQUEST, request);
    VectorText typed =
        VectorText.valid("key-request-code-as-typed", "small letters, spaces, O and I");
    add(typed, EnrolmentStep.REQUEST, request, "oi234 56789 abcde fghjk mnpqrs", right);
    byte[] bit = ContentFaults.flipped(HexFormat.of().parseHex(right), -1);
    mac("bit", "a bit of it", request, HexFormat.of().formatHex(bit));
    mac("cut", "its last octet is missing", request, right.substring(0, 62));
    mac(
        "of-another-code",
        "made with another code",
        request,
        mac(OTHER_CODE, SCHOOL, EnrolmentStep.REQUEST, request));
    mac(
        "of-another-party",
        "made for another party",
        request,
        mac(CODE, EDB, EnrolmentStep.REQUEST, request));
    mac(
        "of-an-answer",
        "made with the label of an answer",
        request,
        mac(CODE, SCHOOL, EnrolmentStep.ANSWER, request));
    Octets octets = Octets.of(request.getBytes(UTF_8));
    Sha256 net = new Sha256("ab".repeat(32));
    Octets foreign =
        network.codec.mac(EnrolmentCode.parse(CODE), net, SCHOOL, EnrolmentStep.REQUEST, octets);
    mac(
        "of-another-net",
        "made for another hub's net",
        request,
        HexFormat.of().formatHex(foreign.toArray()));
    mac(
        "request-changed",
        "the request was changed behind it",
        Sender.swapped(request, "\"epoch\":1", "\"epoch\":2"),
        right);
    add(
        VectorText.fault("enrolment/mac-of-a-request", MAC, "an answer under a request's label"),
        EnrolmentStep.ANSWER,
        issued,
        CODE,
        mac(CODE, SCHOOL, EnrolmentStep.REQUEST, issued));
    add(
        VectorText.fault("enrolment/mac-answer-changed", MAC, "the answer was changed behind it"),
        EnrolmentStep.ANSWER,
        Sender.swapped(issued, "\"SIGN\"", "\"SIGM\""),
        CODE,
        mac(CODE, SCHOOL, EnrolmentStep.ANSWER, issued));
  }

  private void mac(String name, String why, String text, String mac) {
    add(
        VectorText.fault("enrolment/mac-" + name, MAC, why),
        EnrolmentStep.REQUEST,
        text,
        CODE,
        mac);
  }

  private String mac(String code, PartyCode party, EnrolmentStep step, String text) {
    Octets octets = Octets.of(text.getBytes(UTF_8));
    Sha256 net = network.authority.net();
    return HexFormat.of()
        .formatHex(
            network.codec.mac(EnrolmentCode.parse(code), net, party, step, octets).toArray());
  }

  private void requests() {
    // Long: a table, one row a fault.
    add(VectorText.valid("key-request", "three keys under a code"), EnrolmentStep.REQUEST, request);
    request("version", VERSION, "v is another version", "\"v\":1", "\"v\":2");
    request("kind", VERSION, "kind is another's", "\"key-request\"", "\"key-record\"");
    request("unsorted", JSON_FORM, "a member out of its order", "\"v\":1}", "\"v\":1,\"a\":1}");
    request("member-twice", JSON_FORM, "a member twice", "\"v\":1", "\"v\":1,\"v\":1");
    request("member-unknown", JSON_MEMBER, "a member unheard of", "\"v\":1", "\"v\":1,\"x\":1");
    request("with-ext", JSON_MEMBER, "an ext, which it has not", "\"keys\"", "\"ext\":{},\"keys\"");
    request("epoch-missing", JSON_MEMBER, "epoch is missing", "\"epoch\":1,", "");
    request("epoch-zero", VALUE, "epochs begin with 1", "\"epoch\":1", "\"epoch\":0");
    request("party-space", VALUE, "a party code with a space", "\"010300\"", "\"010 300\"");
    request("time-without-milliseconds", VALUE, "a time to the second", ":50.123Z", ":50Z");
    request("use-unknown", VALUE, "a use unheard of", "\"OPEN\"", "\"SEAL\"");
    request("use-root", VALUE, "a use of no party", "\"TRANSMIT\"", "\"ROOT\"");
    request(
        "key-member-unknown",
        JSON_MEMBER,
        "a member unheard of",
        "\"use\":\"OPEN\"",
        "\"use\":\"OPEN\",\"x\":1");
    String keys = request.replaceFirst(".*(\"keys\":\\[.*?\\]).*", "$1");
    request("no-keys", VALUE, "no key", keys, "\"keys\":[]");
    String one = keys.replaceFirst("\"keys\":\\[(\\{.*?\\}).*", "$1");
    String many = "\"keys\":[" + "{\"request\":\"AA\",\"use\":\"LOG\"},".repeat(64) + one + "]";
    request("65-keys", VALUE, "65 keys", keys, many);
    String pkcs10 = one.replaceFirst(".*\"request\":\"([^\"]*)\".*", "$1");
    request("empty", VALUE, "a request of no octets", pkcs10, "");
    request("padded", VALUE, "base64 with its padding", pkcs10, "AA==");
    request("stray-bits", VALUE, "bits of no octet", pkcs10, "AB");
    request("too-long", VALUE, "a request of 8,193 octets", pkcs10, "A".repeat(10_924));
  }

  private void request(String name, InvalidReason reason, String why, String from, String to) {
    add(
        VectorText.fault("enrolment/request-" + name, reason, why),
        EnrolmentStep.REQUEST,
        Sender.swapped(request, from, to));
  }

  private void answers() {
    // Long: a table, one row a fault.
    add(VectorText.valid("issued-keys", "three keys and the hub"), EnrolmentStep.ANSWER, issued);
    issued("version", VERSION, "v is another version", "\"v\":1", "\"v\":2");
    issued("kind", VERSION, "kind is another's", "\"issued-keys\"", "\"key-record\"");
    issued("member-unknown", JSON_MEMBER, "a member unheard of", "\"v\":1", "\"v\":1,\"x\":1");
    issued("hub-missing", JSON_MEMBER, "hub is missing", "\"hub\"", "\"hua\"");
    issued(
        "hub-member-unknown", JSON_MEMBER, "a member unheard of", "\"hub\":{", "\"hub\":{\"a\":1,");
    issued("root-missing", JSON_MEMBER, "root is missing", "\"root\"", "\"roou\"");
    String net = network.authority.net().hex();
    issued("net-upper-case", VALUE, "a digest in upper case", net, "AB".repeat(32));
    issued("request-short", VALUE, "a digest of 63 digits", digest(), digest().substring(1));
    issued("use-root", VALUE, "a use of no party", "\"TRANSMIT\"", "\"ROOT\"");
    issued("certificate-empty", VALUE, "a certificate of no octets", certificate(), "");
    issued("certificate-stray-bits", VALUE, "bits of no octet", certificate(), "AB");
    issued(
        "certificate-number",
        VALUE,
        "a number for a certificate",
        "\"" + certificate() + "\"",
        "1");
    String receipts = issued.replaceFirst(".*(\"receipts\":\\[.*?\\]).*", "$1");
    issued("no-receipts", VALUE, "no certificate of the hub", receipts, "\"receipts\":[]");
    String many = "\"receipts\":[" + "\"AA\",".repeat(16) + "\"AA\"]";
    issued("17-receipts", VALUE, "17 certificates of the hub", receipts, many);
  }

  private String digest() {
    return HexFormat.of().formatHex(Digests.sha256(request.getBytes(UTF_8)));
  }

  private String certificate() {
    return KeyRecordJson.text(network.key(SCHOOL, KeyUse.OPEN).certificate().orElseThrow());
  }

  private void issued(String name, InvalidReason reason, String why, String from, String to) {
    add(
        VectorText.fault("enrolment/issued-" + name, reason, why),
        EnrolmentStep.ANSWER,
        Sender.swapped(issued, from, to));
  }

  private void add(VectorText vector, EnrolmentStep step, String text) {
    add(vector, step, text, CODE, mac(CODE, SCHOOL, step, text));
  }

  private void add(VectorText vector, EnrolmentStep step, String text, String code, String mac) {
    String object = step == EnrolmentStep.REQUEST ? "key-request" : "issued-keys";
    vector.header("party", SCHOOL.value()).header("code", code).header("mac", mac);
    corpus.add(vector, object, object + ".json", text.getBytes(UTF_8));
  }

  private void renewals() {
    // Long: a table, one row a fault.
    byte[] good = signed(request, network.key(SCHOOL, KeyUse.SIGN));
    renewal(VectorText.valid("signed-key-request", "signed by the party's SIGN key"), good);
    renewal("signature", SIGNATURE, "a bit of it", ContentFaults.flipped(good, -1));
    renewal(
        "trailing-octet", CMS_TRAILING, "an octet behind", Arrays.copyOf(good, good.length + 1));
    renewal("cut", CMS_FORM, "the last octet is missing", ContentFaults.cut(good));
    renewal("without-signature", CMS_FORM, "the JSON without a signature", request.getBytes(UTF_8));
    renewal(
        "is-a-key-record",
        CMS_TYPE,
        "the eContentType of a key record",
        signed(ContentKind.KEY_RECORD, request, network.key(SCHOOL, KeyUse.SIGN)));
    renewal("kind", VERSION, "kind is another's", "\"key-request\"", "\"key-record\"");
    renewal("net", WRONG_NET, "another hub's", network.authority.net().hex(), "ab".repeat(32));
    renewal("epoch-zero", VALUE, "epochs begin with 1", "\"epoch\":1", "\"epoch\":0");
    renewal("time-differs", CMS_ATTRIBUTES, "at is not the signing time", ":50.123", ":51.123");
    renewal(
        "party-differs", SIGNER_WRONG_PARTY, "asked for another party", "\"010300\"", "\"010301\"");
  }

  private void signers() {
    byte[] good = signed(request, network.key(SCHOOL, KeyUse.SIGN));
    corpus.add(
        VectorText.fault("renewal/after-the-certificate", SIGNER_EXPIRED, "its key has ended")
            .header("at", "2027-01-01T00:00:01.000Z"),
        "signed-key-request",
        "key-request.p7s",
        good);
    for (KeyUse use : List.of(KeyUse.TRANSMIT, KeyUse.OPEN)) {
      renewal(
          "by-" + use.name().toLowerCase(Locale.ROOT),
          SIGNER_WRONG_USE,
          "signed by a key of use " + use,
          signed(request, network.key(SCHOOL, use)));
    }
    renewal(
        "by-another-party",
        SIGNER_WRONG_PARTY,
        "signed by another party",
        signed(request, network.key(EDB, KeyUse.SIGN)));
    TestAuthority stranger = new TestAuthority("stranger", new FixedRandom("stranger"));
    KeyPair pair = P256.generate(new FixedRandom("stranger's key"));
    renewal(
        "by-a-stranger",
        SIGNER_UNKNOWN,
        "a certificate of another root",
        Forge.signed(
            ContentKind.KEY_REQUEST,
            request,
            AT,
            stranger.issue("010300", KeyUse.SIGN, pair.getPublic()),
            pair.getPrivate()));
  }

  private void renewal(String name, InvalidReason reason, String why, String from, String to) {
    String text = Sender.swapped(request, from, to);
    renewal(name, reason, why, signed(text, network.key(SCHOOL, KeyUse.SIGN)));
  }

  private void renewal(String name, InvalidReason reason, String why, byte[] octets) {
    renewal(VectorText.fault("renewal/" + name, reason, why), octets);
  }

  private void renewal(VectorText vector, byte[] octets) {
    corpus.add(vector.header("at", Corpus.AT), "signed-key-request", "key-request.p7s", octets);
  }

  private byte[] signed(String text, VaultKey key) {
    return signed(ContentKind.KEY_REQUEST, text, key);
  }

  private byte[] signed(ContentKind kind, String text, VaultKey key) {
    return Forge.signed(
        kind, text, AT, key.certificate().orElseThrow(), network.vault.privateKey(key.ref()));
  }
}
