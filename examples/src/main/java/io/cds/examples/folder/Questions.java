package io.cds.examples.folder;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.TransportException;
import io.cds.api.spi.RequestSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Puts a question into the folder and waits for its answer. */
final class Questions {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long GLANCE_MILLIS = 20;

  private final Post post;

  Questions(Post post) {
    this.post = post;
  }

  /** Reads an answer. */
  @FunctionalInterface
  interface Reading<R> {
    R read(Parcel answer) throws IOException;
  }

  /**
   * Asks, and reads the answer before its file goes.
   *
   * @param signer absent for what is asked before there are keys
   * @param wait how long the hub may hold the question
   */
  <R> R ask(
      Parcel.Draft question, Optional<RequestSigner> signer, Duration wait, Reading<R> reading) {
    try (Answer answer = ask(question, signer, wait)) {
      return reading.read(answer.parcel);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Asks; the answer's file goes when it is closed. */
  Answer ask(Parcel.Draft question, Optional<RequestSigner> signer, Duration wait) {
    String id = UUID.randomUUID().toString();
    try {
      if (!Files.exists(post.sign())) {
        throw FolderTransport.away("no hub looks into the folder");
      }
      try {
        question.save(post.body(id));
        signature(id, signer).save(post.question(id));
        Answer answer = new Answer(await(id, wait));
        requireGood(answer);
        return answer;
      } finally {
        Files.deleteIfExists(post.question(id));
        Files.deleteIfExists(post.body(id));
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** The key and time by which it is asked, and the signature over body and time. */
  private Parcel.Draft signature(String id, Optional<RequestSigner> signer) throws IOException {
    Parcel.Draft signature = new Parcel.Draft();
    if (signer.isPresent()) {
      String time = signer.get().clock().instant().toString();
      byte[] data = Post.signed(post.body(id), time);
      signature.text(signer.get().keyId().hex()).text(time);
      signature.octets(io.cds.api.envelope.Octets.of(signer.get().sign(data)));
    }
    return signature;
  }

  private Path await(String id, Duration wait) throws IOException {
    long end = System.nanoTime() + wait.plus(PATIENCE).toNanos();
    while (!Files.exists(post.answer(id))) {
      if (!Files.exists(post.sign()) || System.nanoTime() > end) {
        throw FolderTransport.away("no answer came");
      }
      try {
        Thread.sleep(GLANCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CdsException(Problem.of(ProblemCode.CANCELLED), e);
      }
    }
    return post.answer(id);
  }

  /** The first block is empty, or a problem's code and its detail follow. */
  private static void requireGood(Answer answer) throws IOException {
    String code = answer.parcel.text();
    if (code.isEmpty()) {
      return;
    }
    Problem problem = Problem.of(ProblemCode.valueOf(code), answer.parcel.text());
    answer.close();
    throw switch (problem.code()) {
      case UNKNOWN_MESSAGE, ENROLMENT_REFUSED, INVALID_ENVELOPE, TOO_LARGE ->
          new CdsException(problem);
      default -> new TransportException(problem, Optional.empty(), null);
    };
  }

  private static TransportException failed(IOException cause) {
    return new TransportException(
        Problem.of(ProblemCode.HUB_UNREACHABLE, "the folder cannot be used"),
        Optional.empty(),
        cause);
  }

  /** An answer's file. */
  static final class Answer implements AutoCloseable {
    final Parcel parcel;
    private final Path file;

    Answer(Path file) throws IOException {
      this.file = file;
      this.parcel = Parcel.open(file, Post.BLOCKS);
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(file);
    }
  }
}
