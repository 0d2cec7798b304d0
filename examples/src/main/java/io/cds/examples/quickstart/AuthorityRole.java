package io.cds.examples.quickstart;

import io.cds.api.Attachment;
import io.cds.api.Desk;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.IncomingMessage;
import io.cds.api.IncomingStatus;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.OutgoingMessage;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.ZipReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The authority's process: receives, opens, imports in the host's transaction, answers. */
final class AuthorityRole {
  private static final PartyCode SCHOOL = PartyCode.of(Parts.SCHOOL);

  private final PartyRole party;
  private final HostTables tables;

  private AuthorityRole(PartyRole party, HostTables tables) {
    this.party = party;
    this.tables = tables;
  }

  static void run(Folders folders, String address, Opening opening) throws Exception {
    HostTables tables = new HostTables(folders.out());
    try (Parts.Party parts =
        Parts.party(
            folders, Parts.AUTHORITY, address, opening, builder -> builder.handler(tables))) {
      AuthorityRole role =
          new AuthorityRole(new PartyRole(folders, parts.client(), parts.passphrase()), tables);
      new CommandLoop(
              Map.of(
                  "register", a -> role.party.register(),
                  "receive", a -> role.receive(a.get(0)),
                  "reply", a -> role.reply(a.get(0)),
                  "import-zip", a -> role.importZip(Path.of(a.get(0))),
                  "imported", a -> String.valueOf(parts.count("form_a_import")),
                  "transmit", a -> "sent " + role.party.transmit().sent(),
                  "timeline", a -> role.party.timeline(key(a.get(0))),
                  "keys", a -> parts.exportKeys()))
          .run();
    }
  }

  private static MessageKey key(String id) {
    return new MessageKey(SCHOOL, MessageId.of(id));
  }

  private Desk desk() {
    return party.desk();
  }

  /** Transmits until the message is here, opens it, imports it. */
  private String receive(String id) throws InterruptedException {
    MessageKey key = key(id);
    party.transmitUntil("the message arrived", () -> desk().incoming(key).isPresent());
    if (status(key) == IncomingStatus.ENCRYPTED) {
      Desks.done("decrypt", desk().decrypt(key, party.passphrase(), Watch.none()));
    }
    if (status(key) == IncomingStatus.DECRYPTED || status(key) == IncomingStatus.IMPORT_FAIL) {
      Desks.done("import", desk().importMessage(key));
    }
    IncomingStatus now = status(key);
    return now + " " + now.text(Locale.ENGLISH) + " " + now.text(Locale.TRADITIONAL_CHINESE);
  }

  private IncomingStatus status(MessageKey key) {
    return desk().incoming(key).map(IncomingMessage::status).orElseThrow();
  }

  /** Answers the school's message, once. */
  private String reply(String id) throws InterruptedException {
    String reference = "RE-" + id.substring(24);
    if (Desks.outgoing(desk(), reference).isEmpty()) {
      Heading heading =
          new Heading(
              "STUDENT",
              "FORM-A-REPLY",
              "Form A received and filed (離校紀錄已收妥)",
              io.cds.api.Priority.NORMAL,
              io.cds.api.EncryptionLevel.RESTRICTED,
              true,
              Optional.of(reference),
              Optional.of(key(id)),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      byte[] text = "離校紀錄已收妥。Form A received and filed.\n".getBytes(StandardCharsets.UTF_8);
      desk()
          .confirm(
              Draft.to(
                  SCHOOL,
                  heading,
                  List.of(new Attachment("回覆.txt", "text/plain", Source.of(text)))));
    }
    OutgoingMessage reply = Desks.outgoing(desk(), reference).orElseThrow();
    if (reply.status() == OutgoingStatus.READY) {
      party.encrypt(reply.key().id());
    }
    party.transmitUntil(
        "the hub accepted the answer",
        () -> Desks.sent(desk(), Desks.outgoing(desk(), reference).orElseThrow()));
    return reply.key().toString();
  }

  /** The same message by the offline road. */
  private String importZip(Path zip) throws IOException {
    try (InputStream in = Files.newInputStream(zip)) {
      ZipReport report = desk().importZip(in, Watch.none());
      StringBuilder line = new StringBuilder();
      for (ZipReport.Entry entry : report.entries()) {
        line.append(entry.result()).append(' ').append(entry.id()).append(' ');
        entry.problem().ifPresent(p -> line.append(Desks.texts(List.of(p))));
      }
      return line.toString().strip() + ", files imported " + tables.folderSize();
    }
  }
}
