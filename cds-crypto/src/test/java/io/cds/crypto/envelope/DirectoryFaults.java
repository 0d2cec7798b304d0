package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CERTIFICATE;
import static io.cds.api.envelope.InvalidReason.CMS_ATTRIBUTES;
import static io.cds.api.envelope.InvalidReason.CMS_TYPE;
import static io.cds.api.envelope.InvalidReason.DIRECTORY_TIME;
import static io.cds.api.envelope.InvalidReason.JSON_MEMBER;
import static io.cds.api.envelope.InvalidReason.KEY_RECORD;
import static io.cds.api.envelope.InvalidReason.SIGNATURE;
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

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.DirectoryAnswer;
import io.cds.api.envelope.DirectoryEntry;
import io.cds.api.envelope.DirectoryKey;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.PartyKey;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.algorithm.P256;
import io.cds.crypto.cms.ContentKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Key records and directory answers. */
final class DirectoryFaults {

  private static final Instant AT = Network.SEALED_AT.plusSeconds(5);

  private final Network network;
  private final Corpus corpus;
  private final VaultKey sign;
  private final VaultKey receipt;

  DirectoryFaults(Network network, Corpus corpus) {
    this.network = network;
    this.corpus = corpus;
    this.sign = network.key(SCHOOL, KeyUse.SIGN);
    this.receipt = network.key(HUB, KeyUse.RECEIPT);
  }

  void add() {
    records();
    recordValues();
    recordSigners();
    answers();
    answerSigners();
  }

  private String record(Set<Integer> suites, KeyUse... uses) {
    List<PartyKey> keys =
        Stream.of(uses)
            .map(u -> new PartyKey(u, network.key(SCHOOL, u).certificate().orElseThrow()))
            .toList();
    return new String(
        KeyRecordJson.write(
            new KeyRecord(
                network.authority.net(),
                SCHOOL,
                1,
                1,
                AT,
                keys,
                suites,
                Set.of(Compression.NONE, Compression.DEFLATE),
                1)),
        UTF_8);
  }

  private String record() {
    return record(Set.of(1), KeyUse.SIGN, KeyUse.OPEN, KeyUse.TRANSMIT);
  }

  private void records() {
    validRecord("key-record", "keys of suite 1", record());
    validRecord(
        "key-record-suite-2",
        "keys of both suites",
        record(Set.of(1, 2), KeyUse.SIGN, KeyUse.OPEN, KeyUse.SIGN_MLDSA, KeyUse.OPEN_MLKEM));
    byte[] good = signed(ContentKind.KEY_RECORD, record(), sign);
    record("record-signature", SIGNATURE, "a bit of it", ContentFaults.flipped(good, -1));
    record(
        "record-is-an-answer",
        CMS_TYPE,
        "an answer",
        signed(ContentKind.DIRECTORY_ANSWER, answer(), receipt));
    for (KeyUse missing : List.of(KeyUse.SIGN_MLDSA, KeyUse.OPEN_MLKEM)) {
      KeyUse there = missing == KeyUse.SIGN_MLDSA ? KeyUse.OPEN_MLKEM : KeyUse.SIGN_MLDSA;
      record(
          "record-suite-2-without-" + missing.name().toLowerCase(Locale.ROOT).replace('_', '-'),
          KEY_RECORD,
          "suite 2 without a key of use " + missing,
          signed(
              ContentKind.KEY_RECORD, record(Set.of(1, 2), KeyUse.SIGN, KeyUse.OPEN, there), sign));
    }
    fault(
        "record-required-suite",
        KEY_RECORD,
        "demands a suite that it does not open",
        "\"requiredSuite\":1",
        "\"requiredSuite\":2");
  }

  private void recordValues() {
    // Long: a table, one row a fault.
    fault("record-version", VERSION, "v is another version", "\"v\":1", "\"v\":2");
    fault("record-kind", VERSION, "kind is another's", "\"key-record\"", "\"key-request\"");
    fault("record-net", WRONG_NET, "another hub's", network.authority.net().hex(), "ab".repeat(32));
    fault("record-counter-zero", VALUE, "counters begin with 1", "\"counter\":1", "\"counter\":0");
    fault("record-epoch-zero", VALUE, "epochs begin with 1", "\"epoch\":1", "\"epoch\":0");
    fault("record-suite-3", VALUE, "a suite unheard of", "\"suites\":[1]", "\"suites\":[1,3]");
    fault("record-suites-empty", VALUE, "no suite", "\"suites\":[1]", "\"suites\":[]");
    fault("record-suite-twice", VALUE, "a suite twice", "\"suites\":[1]", "\"suites\":[1,1]");
    fault(
        "record-no-deflate", VALUE, "deflate is left out", "[\"none\",\"deflate\"]", "[\"none\"]");
    fault(
        "record-compressions-unsorted",
        VALUE,
        "out of their order",
        "[\"none\",\"deflate\"]",
        "[\"deflate\",\"none\"]");
    fault(
        "record-member-unknown", JSON_MEMBER, "a member unheard of", "\"v\":1", "\"v\":1,\"x\":1");
    fault(
        "record-time-differs",
        CMS_ATTRIBUTES,
        "at is not the signing time",
        ":50.123Z",
        ":51.123Z");
    fault(
        "record-use-differs",
        KEY_RECORD,
        "a use that is not the certificate's",
        "\"TRANSMIT\"",
        "\"SIGN\"");
    fault("record-use-root", VALUE, "a use of no party", "\"TRANSMIT\"", "\"ROOT\"");
    fault(
        "record-another-party",
        KEY_RECORD,
        "a party that the certificates do not name",
        "\"010300\"",
        "\"010301\"");
    fault(
        "record-foreign-key",
        KEY_RECORD,
        "a certificate of another party",
        certificate(SCHOOL, KeyUse.OPEN),
        certificate(EDB, KeyUse.OPEN));
    fault(
        "record-no-certificate",
        CERTIFICATE,
        "a certificate that is none",
        certificate(SCHOOL, KeyUse.OPEN),
        "AAAA");
    TestAuthority stranger = new TestAuthority("stranger", new FixedRandom("stranger"));
    Octets foreign =
        stranger.issue("010300", KeyUse.OPEN, P256.generate(new FixedRandom("s")).getPublic());
    fault(
        "record-another-root",
        CERTIFICATE,
        "a certificate of another root",
        certificate(SCHOOL, KeyUse.OPEN),
        text(foreign));
    String keys = record().replaceFirst(".*(\"keys\":\\[.*?\\]).*", "$1");
    fault("record-no-keys", VALUE, "no key", keys, "\"keys\":[]");
  }

  private String certificate(PartyCode party, KeyUse use) {
    return text(network.key(party, use).certificate().orElseThrow());
  }

  private static String text(Octets octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets.toArray());
  }

  private void recordSigners() {
    record(
        "record-by-transmit",
        KEY_RECORD,
        "signed by a TRANSMIT key",
        signed(ContentKind.KEY_RECORD, record(), network.key(SCHOOL, KeyUse.TRANSMIT)));
    record(
        "record-by-a-key-not-in-it",
        KEY_RECORD,
        "signed by a SIGN key that does not stand in it",
        signed(ContentKind.KEY_RECORD, record(Set.of(1), KeyUse.OPEN, KeyUse.TRANSMIT), sign));
    record(
        "record-by-another-party",
        KEY_RECORD,
        "signed by another party",
        signed(ContentKind.KEY_RECORD, record(), network.key(EDB, KeyUse.SIGN)));
  }

  private String answer() {
    var digest = network.known(SCHOOL, KeyUse.SIGN).digest();
    var active =
        new DirectoryKey(digest, KeyUse.SIGN, KeyState.ACTIVE, Optional.empty(), Optional.empty());
    var revoked =
        new DirectoryKey(digest, KeyUse.OPEN, KeyState.REVOKED, Optional.of(AT), Optional.of(AT));
    Octets record = Octets.of(new byte[] {1, 2, 3});
    return new String(
        DirectoryAnswerJson.write(
            new DirectoryAnswer(
                network.authority.net(),
                HUB,
                AT,
                AT.plus(Duration.ofHours(24)),
                List.of(
                    new DirectoryEntry(
                        SCHOOL, "A School", "一所學校", record, List.of(active, revoked))),
                List.of(EDB))),
        UTF_8);
  }

  private void answers() {
    // Long: a table, one row a fault.
    corpus.add(
        VectorText.valid("directory-answer", "an entry, and a party that is absent"),
        "directory-answer",
        "directory-answer.p7s",
        signed(ContentKind.DIRECTORY_ANSWER, answer(), receipt));
    wrong(
        "answer-too-long",
        DIRECTORY_TIME,
        "it counts for a millisecond more than 24 hours",
        "2026-11-22T15:30:50.123Z",
        "2026-11-22T15:30:50.124Z");
    wrong(
        "answer-for-no-time",
        DIRECTORY_TIME,
        "until is asOf",
        "2026-11-22T15:30:50.123Z",
        "2026-11-21T15:30:50.123Z");
    wrong("answer-version", VERSION, "v is another version", "\"v\":1", "\"v\":2");
    wrong("answer-net", WRONG_NET, "another hub's", network.authority.net().hex(), "ab".repeat(32));
    wrong("answer-state-unknown", VALUE, "a state unheard of", "ACTIVE", "LOST");
    wrong("answer-use-unknown", VALUE, "a use unheard of", "\"OPEN\"", "\"SEAL\"");
    wrong("answer-use-root", VALUE, "a use of no party", "\"OPEN\"", "\"ROOT\"");
    wrong(
        "answer-revoked-without-time",
        JSON_MEMBER,
        "REVOKED without revokedAt",
        "\"revokedAt\":\"2026-11-21T15:30:50.123Z\",",
        "");
    wrong(
        "answer-active-with-time", JSON_MEMBER, "revokedAt without REVOKED", "REVOKED", "RETIRED");
    wrong("answer-name-empty", VALUE, "an empty name", "A School", "");
    wrong("answer-name-too-long", VALUE, "a name of 201 code points", "A School", "離".repeat(201));
    wrong("answer-chinese-name-empty", VALUE, "an empty Chinese name", "一所學校", "");
    wrong("answer-absent-no-party", VALUE, "a party code with a space", "\"EDB\"", "\"E B\"");
    wrong("answer-absent-number", VALUE, "a number in a list of parties", "[\"EDB\"]", "[1]");
    wrong("answer-record-stray-bits", VALUE, "bits of no octet", "\"AQID\"", "\"AQJ\"");
    wrong("answer-record-empty", VALUE, "a record of no octets", "\"AQID\"", "\"\"");
    wrong(
        "answer-entry-member-unknown",
        JSON_MEMBER,
        "a member unheard of",
        "\"name\"",
        "\"l\":1,\"name\"");
    wrong(
        "answer-entries-missing", JSON_MEMBER, "entries is missing", "\"entries\"", "\"entriet\"");
    wrong(
        "answer-time-differs",
        CMS_ATTRIBUTES,
        "asOf is not the signing time",
        "\"asOf\":\"2026-11-21T15:30:50",
        "\"asOf\":\"2026-11-21T15:30:51");
  }

  private void answerSigners() {
    answer(
        "answer-by-a-party",
        SIGNER_WRONG_PARTY,
        "signed by a school in the hub's name",
        signed(ContentKind.DIRECTORY_ANSWER, answer(), sign));
    String own = Sender.swapped(answer(), "\"CDS-HUB\"", "\"010300\"");
    answer(
        "answer-of-a-party",
        SIGNER_WRONG_USE,
        "a school's own",
        signed(ContentKind.DIRECTORY_ANSWER, own, sign));
    byte[] good = signed(ContentKind.DIRECTORY_ANSWER, answer(), receipt);
    answer("answer-signature", SIGNATURE, "a bit of it", ContentFaults.flipped(good, -1));
    TestAuthority stranger = new TestAuthority("stranger", new FixedRandom("stranger"));
    var pair = P256.generate(new FixedRandom("stranger's hub"));
    answer(
        "answer-by-a-stranger",
        SIGNER_UNKNOWN,
        "a certificate of another root",
        Forge.signed(
            ContentKind.DIRECTORY_ANSWER,
            answer(),
            AT,
            stranger.issue("CDS-HUB", KeyUse.RECEIPT, pair.getPublic()),
            pair.getPrivate()));
  }

  private byte[] signed(ContentKind kind, String text, VaultKey key) {
    return Forge.signed(
        kind, text, AT, key.certificate().orElseThrow(), network.vault.privateKey(key.ref()));
  }

  private void validRecord(String name, String why, String text) {
    corpus.add(
        VectorText.valid(name, why),
        "key-record",
        "key-record.p7s",
        signed(ContentKind.KEY_RECORD, text, sign));
  }

  private void fault(String name, InvalidReason reason, String why, String from, String to) {
    String text = Sender.swapped(record(), from, to);
    record(name, reason, why, signed(ContentKind.KEY_RECORD, text, sign));
  }

  private void record(String name, InvalidReason reason, String why, byte[] octets) {
    corpus.add(
        VectorText.fault("directory/" + name, reason, why), "key-record", "key-record.p7s", octets);
  }

  private void wrong(String name, InvalidReason reason, String why, String from, String to) {
    String text = Sender.swapped(answer(), from, to);
    answer(name, reason, why, signed(ContentKind.DIRECTORY_ANSWER, text, receipt));
  }

  private void answer(String name, InvalidReason reason, String why, byte[] octets) {
    corpus.add(
        VectorText.fault("directory/" + name, reason, why),
        "directory-answer",
        "directory-answer.p7s",
        octets);
  }
}
