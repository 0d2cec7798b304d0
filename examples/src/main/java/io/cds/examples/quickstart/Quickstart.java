package io.cds.examples.quickstart;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The whole way of a confidential document: a hub, a school and an authority as three processes on
 * loopback, each with its own database and vault.
 *
 * <p>A run that was killed, or one of whose processes was, is taken up where it stood; a completed
 * one is followed by a new message.
 */
final class Quickstart {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Class<?> main;
  private final Folders folders;
  private final PrintStream screen;
  private final Progress progress;
  private final List<Step> steps = new ArrayList<>();

  private Quickstart(Class<?> main, Folders folders, PrintStream screen) throws IOException {
    this.main = main;
    this.folders = folders;
    this.screen = screen;
    this.progress = Progress.load(folders.progress());
  }

  public static void main(String[] arguments) throws Exception {
    start(RoleMain.class, arguments);
  }

  /** With processes that start with this class. */
  @SuppressWarnings("try") // the lock is held, not used
  static void start(Class<?> main, String[] arguments) throws Exception {
    PrintStream screen = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<Path> files = new ArrayList<>();
    for (String argument : arguments) {
      files.add(Path.of(argument));
    }
    Folders folders =
        new Folders(
            Path.of(System.getProperty("quickstart.folder", "target/quickstart")).toAbsolutePath());
    try (RunLock alone = alone(folders)) {
      new Quickstart(main, folders, screen).run(files);
    } catch (QuickstartFailure e) {
      screen.println();
      screen.println("The quickstart stopped: " + e.getMessage());
      screen.println(
          "Logs: " + folders.root().resolve("state") + "/*.log. Run it again: it resumes.");
      System.exit(1);
    }
  }

  private static RunLock alone(Folders folders) throws IOException {
    return RunLock.take(folders.lock("run"))
        .orElseThrow(
            () ->
                new QuickstartFailure(
                    "Another quickstart works in ["
                        + folders.root()
                        + "]; wait until it has ended"));
  }

  private void run(List<Path> files) throws IOException {
    if (progress.finished()) {
      begin(files);
    } else {
      screen.println(
          "Run "
              + progress.run()
              + " was interrupted after step "
              + progress.steps()
              + "; it goes on.");
    }
    String address = "http://127.0.0.1:" + freePort();
    Launch launch = new Launch(main, folders, address, screen);
    try (Child school = new Child(Parts.SCHOOL, launch);
        Child authority = new Child(Parts.AUTHORITY, launch);
        HubProcess hub = new HubProcess(launch)) {
      plan(school, authority, hub);
      for (int number = progress.steps() + 1; number <= steps.size(); number++) {
        Step step = steps.get(number - 1);
        screen.println();
        screen.println(number + ". " + step.title);
        screen.println("   → " + step.work.run());
        progress.completed(number);
      }
    }
    progress.finish();
    Commands.print(folders, screen);
  }

  private void plan(Child school, Child authority, HubProcess hub) {
    // Long: the plan, step by step, as a reader wants it.
    String reference = "QS-" + progress.run();
    step(
        "Hub starts; school 010300 and EDB register (系統註冊)",
        () -> {
          hub.up();
          return "school " + school.tell("register") + ", EDB " + authority.tell("register");
        });
    step(
        "The school prepares Form A, checks and confirms it (預備、確定)",
        () -> {
          hub.up();
          return "message " + school.tell("confirm\t" + reference);
        });
    step(
        "A person encrypts it with the school key (加密)",
        () -> {
          hub.up();
          return school.tell("encrypt\t" + reference);
        });
    step(
        "First transmission: nobody listens at the hub's port (輸送失敗)",
        () -> {
          hub.down();
          return school.tell("fail\t" + reference);
        });
    step("Export as .zip for the offline road (匯出)", () -> school.tell("export\t" + reference));
    step(
        "The hub is back; the school sends again (再傳送)",
        () -> {
          hub.up();
          return school.tell("resend\t" + reference);
        });
    step(
        "EDB receives, opens and imports (接收、解密、匯入)",
        () -> {
          hub.up();
          return authority.tell("receive\t" + school.tell("confirm\t" + reference));
        });
    step(
        "EDB replies (回覆)",
        () -> {
          hub.up();
          return authority.tell("reply\t" + school.tell("confirm\t" + reference));
        });
    step(
        "The school receives the receipt and opens the reply (已接收)",
        () -> {
          hub.up();
          String status = school.tell("finish\t" + reference);
          until("EDB's receipt OPENED is here", () -> opened(school, authority, reference));
          return status;
        });
    step(
        "EDB imports export.zip: the same message, nothing changes (匯入)",
        () -> {
          String before = authority.tell("imported");
          String report = authority.tell("import-zip\t" + folders.exportZip());
          String after = authority.tell("imported");
          if (!before.equals(after)) {
            throw new QuickstartFailure(
                "Imports went from [" + before + "] to [" + after + "]; expected no change");
          }
          return report + "; messages imported by the host: " + after;
        });
    step("What was sent is what was imported", () -> Comparison.of(folders));
    step(
        "Keys and certificates of the demo for the documented commands",
        () -> {
          Folders.renew(folders.keys());
          return hub.tell("keys") + ", " + school.tell("keys") + ", " + authority.tell("keys");
        });
    step(
        "Timeline (時序)",
        () -> {
          String message = school.tell("timeline\t" + reference);
          authority.tell("timeline\t" + school.tell("confirm\t" + reference));
          return message;
        });
  }

  /**
   * Whether the school has EDB's receipt OPENED. A process that died while it posted leaves its
   * lease behind, and the receipt goes once that has ended.
   */
  private static boolean opened(Child school, Child authority, String reference)
      throws IOException {
    if (Boolean.parseBoolean(school.tell("opened\t" + reference))) {
      return true;
    }
    authority.tell("transmit");
    school.tell("transmit");
    return false;
  }

  private static void until(String what, Condition condition) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new QuickstartFailure("After [" + PATIENCE + "] still not: " + what);
      }
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new QuickstartFailure("Interrupted before: " + what, e);
      }
    }
  }

  private void step(String title, Work work) {
    steps.add(new Step(title, work));
  }

  /** Copies the files and writes Form A into {@code in/}: what this run sends. */
  private void begin(List<Path> files) throws IOException {
    Set<String> names = new HashSet<>(Set.of(Folders.FORM_A));
    for (Path file : files) {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new QuickstartFailure("File [" + file + "] cannot be read; expected a readable file");
      }
      if (!names.add(file.getFileName().toString())) {
        throw new QuickstartFailure(
            "Two files are named ["
                + file.getFileName()
                + "]; expected each name once: rename one");
      }
    }
    Folders.renew(folders.in());
    Folders.renew(folders.out());
    Files.deleteIfExists(folders.exportZip());
    int run = progress.run() + 1;
    try (OutputStream out = Files.newOutputStream(folders.in().resolve(Folders.FORM_A))) {
      FormA.write(out, Parts.SCHOOL, LocalDate.now(ZoneId.of("Asia/Hong_Kong")), 40, run);
    }
    for (Path file : files) {
      Files.copy(
          file,
          folders.in().resolve(file.getFileName().toString()),
          StandardCopyOption.REPLACE_EXISTING);
    }
    progress.next();
    screen.println("Run " + run + ": Form A and " + files.size() + " files, in " + folders.in());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private record Step(String title, Work work) {}

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  @FunctionalInterface
  private interface Work {
    String run() throws IOException;
  }
}
