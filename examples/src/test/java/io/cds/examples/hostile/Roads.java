package io.cds.examples.hostile;

import static io.cds.examples.hostile.HostileScene.EDB;
import static io.cds.examples.hostile.HostileScene.EVIL;
import static io.cds.examples.hostile.HostileScene.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.CdsException;
import io.cds.api.Event;
import io.cds.api.IncomingStatus;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.TransmissionReport;
import io.cds.api.Watch;
import io.cds.api.ZipReport;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.Sha256;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.envelope.ZipForm;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import io.cds.api.spi.ZipWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The roads by which octets come, and what is seen at their ends. */
final class Roads implements AutoCloseable {
  private static final Outcome DONE = new Outcome.Done();

  final HostileScene scene;
  final LocalLog log = new LocalLog();
  private final Path folder;
  private final Mail before;
  private final Set<String> files;

  Roads(Path temporary) throws IOException {
    folder = temporary;
    scene = new HostileScene(Files.createDirectory(temporary.resolve("inside")));
    before = mail(EVIL, EDB, 0);
    assertThat(post(before).told()).isEqualTo("ACCEPTED");
    edb().run();
    assertOpens(before, 0);
    files = files();
  }

  static final int SMALL = 5_000;

  /** So much that the content has several pieces. */
  static final int LARGE = 2_500_000;

  /** Random octets, which do not shrink. */
  static byte[] clear(int seed, int size) {
    byte[] octets = new byte[size];
    new Random(seed).nextBytes(octets);
    return octets;
  }

  /** A right message that travels in a batch. */
  Mail mail(PartyCode from, PartyCode to, int seed) {
    return scene.forger.mail(from, to, clear(seed, SMALL));
  }

  /** A right message of this size. */
  Mail mail(PartyCode from, PartyCode to, int seed, int size) {
    return scene.forger.mail(from, to, clear(seed, size));
  }

  Member edb() {
    return scene.member(EDB);
  }

  Member member(PartyCode code) {
    return scene.member(code);
  }

  /** The way to the hub of an honest program. */
  Mailbox mailbox(PartyCode code) {
    return member(code).evil(Optional::empty, Map.of());
  }

  /** A public code, and all words that came with it. */
  record Told(String told, String words) {}

  Told post(Mail mail) {
    return post(mail, mail);
  }

  /** Posts it as the evil school, whose program believes that it is the good one. */
  Told post(Mail bad, Mail good) {
    Mailbox mailbox = member(EVIL).evil(Optional::empty, Map.of(bad.routing(), good.routing()));
    try {
      Offer offer =
          bad.content().length() <= Mailbox.SMALL
              ? mailbox.submit(List.of(bad.envelope())).get(0)
              : upload(mailbox, bad);
      Optional<ReceiptText> text =
          offer.receipts().stream()
              .map(scene.real.codec()::peek)
              .filter(t -> t.routing().equals(scene.real.codec().routingDigest(bad.routing())))
              .findFirst();
      String code =
          text.map(t -> t.code().map(Enum::name).orElse(t.event().name()))
              .orElseGet(() -> offer.problem().orElseThrow().code().name());
      return new Told(code, offer.problem() + " " + text);
    } catch (CdsException e) {
      return new Told(e.problem().code().name(), e.toString());
    }
  }

  private static Offer upload(Mailbox mailbox, Mail mail) {
    Offer offer = mailbox.offer(mail.head());
    while (offer.receipts().isEmpty() && offer.problem().isEmpty()) {
      int at = (int) offer.durable();
      int end = Math.min(at + Mailbox.PIECE, mail.content().length());
      byte[] piece = Arrays.copyOfRange(mail.content().toArray(), at, end);
      offer = mailbox.append(mail.key().id(), at, Source.of(piece));
    }
    return offer;
  }

  /** As the evil hub: with the hub's own receipt about whatever it serves. */
  TransmissionReport serve(Mail... mails) {
    scene.door.serve(Stream.of(mails).map(mail -> waiting(mail, accepted(mail))).toList());
    return edb().run();
  }

  Waiting waiting(Mail mail, SignedReceipt accepted) {
    scene.door.content(mail.key(), mail.content());
    boolean along = mail.content().length() <= Mailbox.SMALL;
    return new Waiting(
        mail.key(),
        Optional.of(mail.head()),
        mail.content().length(),
        along ? Optional.of(mail.source()) : Optional.empty(),
        List.of(accepted));
  }

  /** The hub's own word about it, as far as it has a digest. */
  SignedReceipt accepted(Mail mail) {
    Sha256 routing = routing(mail).orElse(new Sha256("cd".repeat(32)));
    return scene.forger.receipt(mail.key(), routing, ReceiptEvent.ACCEPTED, HUB);
  }

  Optional<Sha256> routing(Mail mail) {
    try {
      return Optional.of(scene.real.codec().routingDigest(mail.routing()));
    } catch (InvalidEnvelopeException nothingToName) {
      return Optional.empty();
    }
  }

  /** The code of EDB's signed refusal; {@code -} if it signed none. */
  String refusal(Mail mail) {
    return routing(mail)
        .flatMap(routing -> edb().refusal(mail.key(), routing))
        .map(Enum::name)
        .orElse("-");
  }

  /** Whether the hub hands it to EDB. */
  boolean waits(MessageKey message) {
    return scene.hubStore.transact(tx -> tx.feeds().holds(EDB, message));
  }

  List<Event> hubHistory(MessageKey message) {
    return scene.hubStore.transact(tx -> tx.events().of(message.from(), message));
  }

  List<ZipReport.Entry> imported(PartyCode by, byte[] zip) throws IOException {
    return member(by).desk().importZip(new ByteArrayInputStream(zip), Watch.none()).entries();
  }

  ZipReport.Result result(byte[] zip) throws IOException {
    return imported(EDB, zip).get(0).result();
  }

  byte[] zip(Mail... mails) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ZipWriter zip = scene.real.codec().zipWriter(out, ZipForm.FILE);
    for (Mail mail : mails) {
      zip.envelope(mail.key().id(), mail.envelope(), List.of());
    }
    zip.finish();
    return out.toByteArray();
  }

  byte[] zip(Mail mail, SignedReceipt receipt) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ZipWriter zip = scene.real.codec().zipWriter(out, ZipForm.FILE);
    zip.envelope(mail.key().id(), mail.envelope(), List.of(receipt));
    zip.finish();
    return out.toByteArray();
  }

  byte[] receiptZip(Mail mail, SignedReceipt receipt) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ZipWriter zip = scene.real.codec().zipWriter(out, ZipForm.FILE);
    zip.receipts(mail.key().id(), List.of(receipt));
    zip.finish();
    return out.toByteArray();
  }

  /** The local log, or the history, names the reason. */
  void assertNamed(InvalidReason reason, List<Event> history) {
    boolean told =
        history.stream()
            .flatMap(event -> event.problem().stream())
            .anyMatch(
                p ->
                    p.code().name().equals(reason.name())
                        || p.detail().matches("(?s)" + reason + "(:.*)?"));
    assertThat(told || log.names(reason)).as("%s in %s and %s", reason, history, log).isTrue();
  }

  /** It is there, and opens to what was sealed. */
  void assertOpens(Mail mail, int seed) throws IOException {
    if (edb().desk().incoming(mail.key()).orElseThrow().status() != IncomingStatus.DECRYPTED) {
      assertThat(edb().desk().decrypt(mail.key(), scene.real.person(), Watch.none()))
          .isEqualTo(DONE);
    }
    try (InputStream in = edb().desk().view(mail.key()).attachments().get(0).content().open()) {
      assertThat(in.readAllBytes())
          .isEqualTo(clear(seed, mail.content().length() > Mailbox.SMALL ? LARGE : SMALL));
    }
  }

  /** What was there before is as it was, and no file is new. */
  void assertUnharmed() throws IOException {
    assertOpens(before, 0);
    assertThat(files()).isEqualTo(files);
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(folder::relativize)
          .map(Path::toString)
          .filter(name -> !name.matches(".*-(wal|shm|journal)"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Override
  public void close() {
    scene.close();
    log.close();
  }
}
