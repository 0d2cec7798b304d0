package io.cds.examples.quickstart;

import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.Desk;
import io.cds.api.EnrolmentCode;
import io.cds.api.Event;
import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.TransmissionReport;
import io.cds.api.TransportException;
import io.cds.api.Watch;
import io.cds.api.envelope.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** What a school's and an authority's process have in common. */
final class PartyRole {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ZoneId ZONE = ZoneId.of("Asia/Hong_Kong");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZONE);

  private final Folders folders;
  private final CdsClient client;
  private final KeyAccess passphrase;

  PartyRole(Folders folders, CdsClient client, KeyAccess passphrase) {
    this.folders = folders;
    this.client = client;
    this.passphrase = passphrase;
  }

  CdsClient client() {
    return client;
  }

  Desk desk() {
    return client.as(Actor.of("clerk"));
  }

  /** The school key's passphrase, as a person would type it. */
  KeyAccess passphrase() {
    return passphrase;
  }

  /** Registers with the code of the letter, unless that was done; waits for a hub that is away. */
  String register() throws IOException, InterruptedException {
    if (client.registration().registered()) {
      return "registered before";
    }
    List<String> letter = Files.readAllLines(folders.letter(client.party().value()));
    EnrolmentCode code = EnrolmentCode.parse(letter.get(1));
    Instant patience = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        client.registration().register(code, new Sha256(letter.get(3)), passphrase, Watch.none());
        return "registered";
      } catch (TransportException e) {
        pause(patience, e.problem());
      }
    }
  }

  /**
   * Encrypts a message; if the hub is away and the recipient's key is not known yet, waits for it.
   */
  void encrypt(MessageId id) throws InterruptedException {
    Instant patience = Instant.now().plus(PATIENCE);
    while (true) {
      Outcome outcome = desk().encrypt(id, passphrase, Watch.none());
      if (outcome instanceof Outcome.Refused refused
          && refused.reasons().stream().anyMatch(PartyRole::directoryIsMissing)) {
        pause(patience, refused.reasons().get(0));
      } else {
        Desks.done("encrypt", outcome);
        return;
      }
    }
  }

  private static boolean directoryIsMissing(Problem problem) {
    return problem.code() == ProblemCode.UNKNOWN_RECIPIENT
        || problem.code() == ProblemCode.RECIPIENT_KEY_MISSING
        || problem.code() == ProblemCode.DIRECTORY_STALE;
  }

  private static void pause(Instant patience, Problem problem) throws InterruptedException {
    System.out.println(Desks.texts(List.of(problem)));
    if (Instant.now().isAfter(patience)) {
      throw new QuickstartFailure(
          "After [" + PATIENCE + "] still: " + Desks.texts(List.of(problem)));
    }
    Thread.sleep(500);
  }

  /** One ad hoc transmission. */
  TransmissionReport transmit() {
    TransmissionReport report = client.transmission().run(Watch.none());
    System.out.printf(
        "transmission: sent %d, received %d, receipts %d, receipts posted %d%n",
        report.sent(), report.received(), report.receipts(), report.posted());
    if (!report.problems().isEmpty()) {
      System.out.println(
          "  "
              + Desks.texts(
                  report
                      .problems()
                      .subList(report.problems().size() - 1, report.problems().size())));
    }
    return report;
  }

  /** Transmits until it holds; gives up after two minutes in which nothing moved. */
  void transmitUntil(String what, BooleanSupplier holds) throws InterruptedException {
    Instant quietSince = Instant.now();
    while (!holds.getAsBoolean()) {
      TransmissionReport report = transmit();
      if (report.sent() + report.received() + report.receipts() + report.posted() > 0) {
        quietSince = Instant.now();
      } else if (Instant.now().isAfter(quietSince.plus(PATIENCE))) {
        throw new QuickstartFailure("After [" + PATIENCE + "] still not: " + what);
      } else if (!holds.getAsBoolean()) {
        Thread.sleep(250);
      }
    }
  }

  /** The history of a message as a clerk reads it, status in English and Chinese. */
  String timeline(MessageKey key) {
    for (Event event : desk().history(key)) {
      System.out.printf(
          "%s  %-22s %-30s %s%n",
          TIME.format(event.at()),
          event.what() + event.recipient().map(r -> " " + r).orElse(""),
          event
              .to()
              .map(
                  to ->
                      event.what().equals("RECEIPT") ? to : StatusWords.both(event.direction(), to))
              .orElse(""),
          event.problem().map(p -> p.code().name()).orElse(""));
    }
    return key.toString();
  }
}
