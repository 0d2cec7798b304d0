package io.cds.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Actor;
import io.cds.api.CdsHub;
import io.cds.api.Cursor;
import io.cds.api.PartyCode;
import io.cds.transport.http.hub.HubSettings;
import io.cds.transport.http.jetty.HubServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the small programs one after another, as their readers would. */
class SmallProgramsTest {
  private static final String SECRET = "a passphrase";

  @TempDir Path folder;

  @Test
  void aFileGoesFromASchoolToTheAuthorityAndComesOutImported() throws Exception {
    Path file = Files.writeString(folder.resolve("表格A—離校𠮷.xml"), "<FormA/>");
    try (CdsHub hub =
            RunHub.found(Files.createDirectories(folder.resolve("hub")), SmallHost.typed(SECRET));
        HubServer server =
            HubServer.start(hub.endpoint(), HubServer.Place.loopback(0), HubSettings.defaults())) {
      String address = server.address().toString();
      assertThat(register(hub, "010300", address)).contains("SIGN until", "OPEN until");
      assertThat(register(hub, "EDB", address)).contains("TRANSMIT until");

      String sent = run(Send::main, "010300", school(), address, SECRET, "EDB", file.toString());
      assertThat(sent).contains("SENT");
      String last = sent.strip().lines().reduce((before, line) -> line).orElseThrow();
      String id = last.substring(0, last.indexOf(' '));
      Path zip = Files.writeString(folder.resolve("kept.zip"), "kept");
      assertThat(run(Export::main, "010300", school(), address, SECRET, id, zip.toString()))
          .contains("WRONG_STATUS");
      assertThat(zip).hasContent("kept");
      String received = run(Receive::main, "EDB", authority(), address, SECRET);
      assertThat(received).contains("IMPORTED");
      assertThat(run(OwnStore::main, "010300", school(), address, SECRET))
          .contains("SENT", "transactions");
    }
  }

  @Test
  void aMessageThatCannotBeSentGoesByZipAndIsRecognisedTheSecondTime() throws Exception {
    Path file = Files.write(folder.resolve("empty.bin"), new byte[0]);
    Path zip = folder.resolve("export.zip");
    try (CdsHub hub =
        RunHub.found(Files.createDirectories(folder.resolve("hub")), SmallHost.typed(SECRET))) {
      String address;
      try (HubServer server =
          HubServer.start(hub.endpoint(), HubServer.Place.loopback(0), HubSettings.defaults())) {
        address = server.address().toString();
        register(hub, "010300", address);
        register(hub, "EDB", address);
        run(Send::main, "010300", school(), address, SECRET, "EDB", file.toString());
        run(Receive::main, "EDB", authority(), address, SECRET); // from now on it knows the sender
      }
      // The hub is gone: the second message fails at once, by a setting of one attempt.
      String id =
          run(OneAttempt::main, "010300", school(), address, SECRET, "EDB", file.toString());
      assertThat(run(Export::main, "010300", school(), address, SECRET, id.strip(), zip.toString()))
          .contains("Done");
      assertThat(run(ImportZip::main, "EDB", authority(), address, SECRET, zip.toString()))
          .contains("STORED");
      assertThat(run(ImportZip::main, "EDB", authority(), address, SECRET, zip.toString()))
          .contains("DUPLICATE");
    }
  }

  @Test
  void aSchoolThatStandsBySendsByItselfWhatIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("表格A—離校𠮷.xml"), "<FormA/>");
    InputStream keyboard = System.in;
    try (CdsHub hub =
            RunHub.found(Files.createDirectories(folder.resolve("hub")), SmallHost.typed(SECRET));
        HubServer server =
            HubServer.start(hub.endpoint(), HubServer.Place.loopback(0), HubSettings.defaults())) {
      String address = server.address().toString();
      register(hub, "010300", address);
      register(hub, "EDB", address);
      System.setIn(
          new SequenceInputStream(
              new ByteArrayInputStream((file + "\n").getBytes(StandardCharsets.UTF_8)),
              new EndOnceTheHubHasIt(hub)));
      assertThat(run(StandingBy::main, "010300", school(), address, SECRET, "EDB"))
          .contains("STORE GOOD", "KEY GOOD", "REGISTRATION GOOD", "HUB GOOD", "CLOCK GOOD")
          .contains("Done", "stopped");
      assertThat(run(Receive::main, "EDB", authority(), address, SECRET)).contains("IMPORTED");
    } finally {
      System.setIn(keyboard);
    }
  }

  @Test
  void aHubAndItsPartiesMeetInASharedFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("表格A—離校𠮷.xml"), "<FormA/>");

    String printed = run(OwnTransport::main, folder.toString(), SECRET, file.toString());

    assertThat(printed).contains("Done", "RECEIVED");
    assertThat(folder.resolve("shared")).isEmptyDirectory();
  }

  private String register(CdsHub hub, String party, String address) throws Exception {
    String code = hub.admit(PartyCode.of(party), party, party, Actor.of("staff")).reveal();
    String root = hub.identity().net().hex();
    return run(
        Register::main, party, folder.resolve(party).toString(), address, code, root, SECRET);
  }

  private String school() {
    return folder.resolve("010300").toString();
  }

  private String authority() {
    return folder.resolve("EDB").toString();
  }

  private interface Program {
    void start(String[] arguments) throws Exception;
  }

  /** What a program prints. */
  private static String run(Program program, String... arguments) throws Exception {
    PrintStream screen = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      program.start(arguments);
    } finally {
      System.setOut(screen);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** A file name that does not come before a message lies at the hub. */
  private static final class EndOnceTheHubHasIt extends InputStream {
    private final CdsHub hub;

    EndOnceTheHubHasIt(CdsHub hub) {
      this.hub = hub;
    }

    @Override
    public int read(byte[] into, int offset, int most) {
      return read();
    }

    @Override
    public int read() {
      var waiting = hub.mailbox(PartyCode.of("EDB")).list(Cursor.START, 1, Duration.ofSeconds(60));
      assertThat(waiting.items()).hasSize(1);
      return -1;
    }
  }
}
