package io.cds.examples;

import io.cds.api.Attachment;
import io.cds.api.CdsException;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.IncomingMessage;
import io.cds.api.IncomingStatus;
import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.store.Store;
import io.cds.store.jdbc.SqliteStore;
import io.cds.testkit.ManualClock;
import io.cds.testkit.fake.FakeCryptography;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Fills a small disk that hub, school and authority share, in each round up to some other rest, so
 * that another step of a message finds it full; then makes room, and sees the message IMPORTED,
 * once, and RECEIVED. See {@code examples/small-disk}.
 */
final class SmallDiskMain {
  private static final Set<ProblemCode> TOLD = Set.of(ProblemCode.STORE_FULL, ProblemCode.HUB_FULL);
  private static final int MESSAGE = 1 << 20;
  private static final int MOST_REST = 9 << 20;

  private final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  private final Path disk;
  private final boolean inDirectory;
  private final Network network;
  private final Station school;
  private final Station edb;
  private final KeyAccess person;
  private final Set<ProblemCode> told = new TreeSet<>();
  private final List<String> faults = new ArrayList<>();

  private SmallDiskMain(Path disk, boolean inDirectory) {
    this.disk = disk;
    this.inDirectory = inDirectory;
    this.network =
        new Network(FakeCryptography.create(clock), clock, Settings.defaults(), this::store);
    this.person = network.cryptography().person();
    this.school = network.registered("010300");
    this.edb = network.registered("EDB");
  }

  /** Arguments: the disk's folder, the number of rounds. */
  public static void main(String[] arguments) throws IOException {
    Path disk = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    int faults = 0;
    for (boolean inDirectory : new boolean[] {false, true}) {
      Path place = Files.createDirectory(disk.resolve(inDirectory ? "directory" : "database"));
      SmallDiskMain main = new SmallDiskMain(place, inDirectory);
      SplittableRandom random = new SplittableRandom(rounds);
      for (int round = 1; round <= rounds; round++) {
        faults += main.round(random, round);
      }
      main.network.close();
    }
    System.out.println(2 * rounds + " rounds, " + faults + " faults");
    System.exit(faults == 0 ? 0 : 1);
  }

  private Store store(PartyCode party) {
    try {
      Path home = Files.createDirectory(disk.resolve(party.value()));
      var builder = SqliteStore.builder().file(home.resolve("cds.sqlite")).clock(clock);
      return inDirectory
          ? builder.contentIn(Files.createDirectory(home.resolve("content"))).open()
          : builder.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int round(SplittableRandom random, int number) throws IOException {
    told.clear();
    faults.clear();
    long rest = random.nextInt(MOST_REST);
    byte[] octets = new byte[MESSAGE];
    random.nextBytes(octets);
    Path filler = fill(rest);
    Optional<MessageId> early = confirm(octets);
    early.ifPresent(this::goOn);
    Files.delete(filler);
    MessageId id = early.or(() -> confirm(octets)).orElseThrow();
    for (int again = 0; again < 5; again++) {
      clock.advance(Duration.ofMinutes(10));
      goOn(id);
    }
    check(id, octets);
    System.out.printf(
        "%s, round %d: %d KiB left, told %s, %s%n",
        inDirectory ? "directory" : "database",
        number,
        rest >> 10,
        told,
        faults.isEmpty() ? "all went on" : "AT FAULT " + faults);
    return faults.size();
  }

  /** A file that takes all room but for this rest. */
  private Path fill(long rest) throws IOException {
    Path filler = disk.resolveSibling("filler");
    byte[] zeros = new byte[1 << 16];
    long room = Files.getFileStore(disk).getUsableSpace() - rest;
    try (OutputStream out = Files.newOutputStream(filler)) {
      for (long left = room; left > 0; left -= zeros.length) {
        out.write(zeros, 0, (int) Math.min(left, zeros.length));
      }
    }
    return filler;
  }

  private Optional<MessageId> confirm(byte[] octets) {
    Attachment file = new Attachment("表格甲.bin", "application/octet-stream", Source.of(octets));
    try {
      return Optional.of(
          school
              .desk()
              .confirm(Draft.to(edb.party(), Heading.of("STU", "FORMA", "離校學生"), List.of(file))));
    } catch (CdsException e) {
      note(e.problem());
      return Optional.empty();
    }
  }

  /** Each step that is due, once. */
  private void goOn(MessageId id) {
    MessageKey message = new MessageKey(school.party(), id);
    try {
      OutgoingStatus status = school.desk().outgoing(id).orElseThrow().status();
      if (status == OutgoingStatus.READY) {
        note(school.desk().encrypt(id, person, Watch.none()));
      } else if (status == OutgoingStatus.SEND_FAIL) {
        note(school.desk().resend(id));
      }
      school.run().problems().forEach(this::note);
      edb.run().problems().forEach(this::note);
      Optional<IncomingStatus> arrived = arrived(message);
      if (arrived.filter(IncomingStatus.ENCRYPTED::equals).isPresent()) {
        note(edb.desk().decrypt(message, person, Watch.none()));
      }
      if (arrived.isPresent() && !arrived(message).equals(Optional.of(IncomingStatus.IMPORTED))) {
        note(edb.desk().importMessage(message));
      }
      edb.run().problems().forEach(this::note);
      school.run().problems().forEach(this::note);
    } catch (CdsException e) {
      note(e.problem());
    }
  }

  private Optional<IncomingStatus> arrived(MessageKey message) {
    return edb.desk().incoming(message).map(IncomingMessage::status);
  }

  private void note(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      note(failed.problem());
    }
  }

  private void note(Problem problem) {
    told.add(problem.code());
    if (!TOLD.contains(problem.code())) {
      faults.add("told as " + problem);
    }
  }

  private void check(MessageId id, byte[] octets) throws IOException {
    MessageKey message = new MessageKey(school.party(), id);
    OutgoingStatus status = school.desk().outgoing(id).orElseThrow().status();
    if (status != OutgoingStatus.RECEIVED
        || !arrived(message).equals(Optional.of(IncomingStatus.IMPORTED))) {
      faults.add("is " + status + " and " + arrived(message));
      return;
    }
    if (edb.imported().stream().filter(message::equals).count() != 1) {
      faults.add("imported " + edb.imported().stream().filter(message::equals).count() + " times");
    }
    try (var in = edb.desk().view(message).attachments().get(0).content().open()) {
      if (!Arrays.equals(in.readAllBytes(), octets)) {
        faults.add("content is not what was sent");
      }
    }
  }
}
