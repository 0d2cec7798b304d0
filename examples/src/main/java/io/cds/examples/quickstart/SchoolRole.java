package io.cds.examples.quickstart;

import io.cds.api.Attachment;
import io.cds.api.CheckReport;
import io.cds.api.Desk;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.IncomingMessage;
import io.cds.api.IncomingStatus;
import io.cds.api.OutgoingMessage;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.spi.ImportResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The school's process: prepares Form A, sends it, receives the answer. */
final class SchoolRole {
  private static final PartyCode EDB = PartyCode.of(Parts.AUTHORITY);

  private final Folders folders;
  private final PartyRole party;

  private SchoolRole(Folders folders, PartyRole party) {
    this.folders = folders;
    this.party = party;
  }

  static void run(Folders folders, String address, Opening opening) throws Exception {
    try (Parts.Party parts =
        Parts.party(
            folders,
            Parts.SCHOOL,
            address,
            opening,
            builder ->
                builder
                    .check(new FormACheck())
                    .handler((message, transaction) -> ImportResult.imported()))) {
      SchoolRole role =
          new SchoolRole(folders, new PartyRole(folders, parts.client(), parts.passphrase()));
      new CommandLoop(
              Map.ofEntries(
                  Map.entry("register", a -> role.party.register()),
                  Map.entry("confirm", a -> role.confirm(a.get(0))),
                  Map.entry("encrypt", a -> role.encrypt(a.get(0))),
                  Map.entry("fail", a -> role.failToSend(a.get(0))),
                  Map.entry("export", a -> role.export(a.get(0))),
                  Map.entry("resend", a -> role.resend(a.get(0))),
                  Map.entry("finish", a -> role.finish(a.get(0))),
                  Map.entry("opened", a -> role.opened(a.get(0))),
                  Map.entry("transmit", a -> "sent " + role.party.transmit().sent()),
                  Map.entry("timeline", a -> role.party.timeline(role.message(a.get(0)).key())),
                  Map.entry("keys", a -> parts.exportKeys())))
          .run();
    }
  }

  private OutgoingMessage message(String reference) {
    return Desks.outgoing(desk(), reference)
        .orElseThrow(
            () -> new QuickstartFailure("No message has the reference [" + reference + "]"));
  }

  private Desk desk() {
    return party.desk();
  }

  /** Prepare, check, confirm: READY. */
  private String confirm(String reference) throws IOException {
    Optional<OutgoingMessage> before = Desks.outgoing(desk(), reference);
    if (before.isPresent()) {
      return before.get().key().id().value();
    }
    List<Attachment> attachments = new ArrayList<>();
    for (Path file : Folders.files(folders.in())) {
      attachments.add(
          new Attachment(
              file.getFileName().toString(),
              "application/octet-stream",
              Source.of(Files.size(file), () -> Files.newInputStream(file))));
    }
    Heading heading =
        new Heading(
            "STUDENT",
            "FORM-A",
            "Form A: departed pupils (學生離校紀錄)",
            io.cds.api.Priority.NORMAL,
            io.cds.api.EncryptionLevel.RESTRICTED,
            true,
            Optional.of(reference),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Draft draft = Draft.to(EDB, heading, attachments);
    CheckReport report = desk().check(draft);
    System.out.println("checked: " + report.findings().size() + " findings");
    return desk().confirm(draft).value();
  }

  /** A person gives the school key: PROCESSING. */
  private String encrypt(String reference) throws InterruptedException {
    OutgoingMessage message = message(reference);
    if (message.status() == OutgoingStatus.READY) {
      party.encrypt(message.key().id());
    }
    return status(reference);
  }

  /** Transmits until the attempts are exhausted. */
  private String failToSend(String reference) {
    while (message(reference).status() == OutgoingStatus.PROCESSING) {
      party.transmit();
    }
    message(reference)
        .lastProblem()
        .ifPresent(p -> System.out.println("advice: " + Desks.texts(List.of(p))));
    return status(reference);
  }

  /** Saves the message as .zip for the offline road. */
  private String export(String reference) throws IOException {
    Path fresh = folders.exportZip().resolveSibling("export.zip.new");
    try (OutputStream out = Files.newOutputStream(fresh)) {
      Desks.done("export", desk().export(message(reference).key().id(), out, Watch.none()));
    }
    Files.move(
        fresh,
        folders.exportZip(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    return Files.size(folders.exportZip()) + " octets";
  }

  /** Sends until the hub has it: SENT. */
  private String resend(String reference) throws InterruptedException {
    party.transmitUntil(
        "the hub accepted the message", () -> Desks.sent(desk(), message(reference)));
    return status(reference);
  }

  /** Transmits until the recipient's receipt and the answer are here, and opens the answer. */
  private String finish(String reference) throws InterruptedException {
    OutgoingMessage ours = message(reference);
    party.transmitUntil(
        "the recipient's receipt and the answer arrived",
        () -> {
          openAll();
          return message(reference).status() == OutgoingStatus.RECEIVED
              && Desks.replyTo(desk(), ours.key().id()).isPresent();
        });
    IncomingMessage reply = Desks.replyTo(desk(), ours.key().id()).orElseThrow();
    Desks.done("import", desk().importMessage(reply.key()));
    System.out.println("the answer says: " + reply.opened().orElseThrow().heading().description());
    party.timeline(reply.key());
    return status(reference);
  }

  private String opened(String reference) {
    return String.valueOf(
        message(reference).deliveries().stream().allMatch(d -> d.openedAt().isPresent()));
  }

  private void openAll() {
    for (IncomingMessage message : Desks.allIncoming(desk())) {
      if (message.status() == IncomingStatus.ENCRYPTED) {
        Desks.done("decrypt", desk().decrypt(message.key(), party.passphrase(), Watch.none()));
      }
    }
  }

  private String status(String reference) {
    OutgoingStatus status = message(reference).status();
    return status
        + " "
        + status.text(Locale.ENGLISH)
        + " "
        + status.text(Locale.TRADITIONAL_CHINESE);
  }
}
