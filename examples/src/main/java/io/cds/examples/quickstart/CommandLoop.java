package io.cds.examples.quickstart;

import io.cds.api.CdsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Reads commands from standard input, one a line, and answers each with one line. When it ends,
 * whoever gave the commands is gone: the process ends too, at once and in whatever it is doing, for
 * a restarted quickstart goes on with a process of its own over the same database.
 */
final class CommandLoop {
  static final String OK = "\u0001OK ";
  static final String FAILED = "\u0001FAILED ";

  private final Map<String, Command> commands;

  CommandLoop(Map<String, Command> commands) {
    this.commands = Map.copyOf(commands);
  }

  /** Something that a process can be told; may be repeated after a crash. */
  @FunctionalInterface
  interface Command {
    /** Does it; the answer is one line. */
    String run(List<String> arguments) throws Exception;
  }

  void run() throws InterruptedException {
    BlockingQueue<String> orders = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(orders), "commands");
    reader.setDaemon(true);
    reader.start();
    while (true) {
      List<String> words = List.of(orders.take().split("\t", -1));
      System.out.println(answer(words));
      System.out.flush();
    }
  }

  private static void read(BlockingQueue<String> orders) {
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        orders.add(line);
      }
    } catch (IOException e) {
      System.err.println("Commands cannot be read any more: " + e);
    }
    System.exit(0);
  }

  private String answer(List<String> words) {
    Command command = commands.get(words.get(0));
    if (command == null) {
      return FAILED + "unknown command [" + words.get(0) + "]";
    }
    try {
      return OK + command.run(words.subList(1, words.size()));
    } catch (CdsException e) {
      e.printStackTrace();
      return FAILED
          + e.problem().code()
          + " "
          + e.problem().text(Locale.ENGLISH)
          + " / "
          + e.problem().text(Locale.TRADITIONAL_CHINESE);
    } catch (Exception e) {
      e.printStackTrace();
      return FAILED + e;
    }
  }
}
