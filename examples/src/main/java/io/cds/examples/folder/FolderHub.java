package io.cds.examples.folder;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.SignedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub's side: looks into the folder and answers what it finds there. */
public final class FolderHub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderHub.class);
  private static final String QUESTION = ".question";
  private static final long GLANCE_MILLIS = 20;
  private static final long MOST_OCTETS = 64L << 20;
  private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

  private final HubEndpoint hub;
  private final Post post;
  private final Set<String> taken = ConcurrentHashMap.newKeySet();
  private final ExecutorService eye = Executors.newSingleThreadExecutor();
  private final ExecutorService hands = Executors.newCachedThreadPool();

  private FolderHub(HubEndpoint hub, Post post) {
    this.hub = hub;
    this.post = post;
  }

  /** Answers until it is closed. */
  public static FolderHub serve(HubEndpoint hub, Path folder) throws IOException {
    FolderHub server = new FolderHub(hub, new Post(Files.createDirectories(folder)));
    Files.deleteIfExists(server.post.sign());
    Files.createFile(server.post.sign());
    server.eye.execute(server::watch);
    return server;
  }

  private void watch() {
    try {
      while (true) {
        look();
        TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void look() {
    try (Stream<Path> files = Files.list(post.folder())) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      names.stream()
          .filter(name -> name.endsWith(QUESTION))
          .map(name -> name.substring(0, name.length() - QUESTION.length()))
          .filter(taken::add)
          .forEach(id -> hands.execute(() -> answer(id)));
      taken.removeIf(id -> !names.contains(id + QUESTION));
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("The folder cannot be read now; tried again: {}", e.toString());
    }
  }

  private void answer(String id) {
    try {
      draft(id).save(post.answer(id));
    } catch (FileAlreadyExistsException e) {
      LOG.debug("Answered by another node: {}", id);
    } catch (IOException | RuntimeException e) {
      // Who asked gives up and asks again: every call may be repeated.
      LOG.warn("Question [{}] stays without an answer", id, e);
    }
  }

  private Parcel.Draft draft(String id) {
    try {
      return asked(id);
    } catch (CdsException e) {
      LOG.debug("Question [{}] ends in a problem", id, e);
      return problem(e.problem());
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      LOG.debug("Question [{}] cannot be read", id, e);
      return problem(Problem.of(ProblemCode.HUB_FAILED));
    }
  }

  private Parcel.Draft asked(String id) throws IOException {
    if (Files.size(post.body(id)) > MOST_OCTETS) {
      throw new CdsException(Problem.of(ProblemCode.TOO_LARGE));
    }
    Parcel body = Parcel.open(post.body(id), Post.BLOCKS);
    String verb = body.text();
    return switch (verb) {
      case "identity", "enrol" -> Answers.beforeKeys(verb, body, hub.enrolment());
      default -> Answers.to(verb, body, mailbox(id));
    };
  }

  /** The mailbox of who signed; whose clock is off is told the time. */
  private Mailbox mailbox(String id) throws IOException {
    Parcel signature = Parcel.open(post.question(id), 3);
    Sha256 key = new Sha256(signature.text());
    String time = signature.text();
    Instant now = hub.clock().instant();
    Duration ahead = Duration.between(now, Instant.parse(time));
    if (ahead.abs().compareTo(CLOCKS_APART) > 0) {
      String off =
          ahead.abs().toMinutes() + " minutes " + (ahead.isNegative() ? "behind" : "ahead");
      throw new CdsException(
          Problem.of(ProblemCode.CLOCK, "this clock is " + off + ", the hub's time is " + now));
    }
    return hub.mailbox(
        new SignedRequest(key, Octets.of(Post.signed(post.body(id), time)), signature.octets()));
  }

  /** The peer learns what it can act on, and nothing of the hub's insides. */
  private static Parcel.Draft problem(Problem problem) {
    ProblemCode code =
        switch (problem.code()) {
          case STORE_FULL -> ProblemCode.HUB_FULL;
          case STORE_FAILED, STALE_LEASE, KEY_MISSING, WRONG_PASSPHRASE -> ProblemCode.HUB_FAILED;
          default -> problem.code();
        };
    String detail = code == ProblemCode.CLOCK ? problem.detail() : "";
    return new Parcel.Draft().text(code.name()).text(detail);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(post.sign());
    eye.shutdownNow();
    hands.shutdownNow();
  }
}
