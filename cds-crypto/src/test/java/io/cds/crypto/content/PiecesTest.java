package io.cds.crypto.content;

import static io.cds.api.envelope.InvalidReason.CONTENT_CIPHER;
import static io.cds.api.envelope.InvalidReason.CONTENT_DIGEST;
import static io.cds.api.envelope.InvalidReason.CONTENT_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.crypto.cobblestone.Cobblestone;
import io.cds.crypto.cobblestone.CobblestoneSealer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sealing and opening piece by piece, beside the plain sealer of the public vectors. */
class PiecesTest {

  private static final ExecutorService THREADS = Executors.newFixedThreadPool(3);
  private static final byte[] KEY = noise(Cobblestone.KEY);
  private static final byte[] SALT = noise(Cobblestone.SALT);
  private static final byte[] CONTEXT = "cds/1/content/1".getBytes(StandardCharsets.US_ASCII);
  private static final int PIECE = PieceDigests.PIECE;

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
  }

  static Stream<Crew> crews() {
    return Stream.of(
        Crew.ALONE,
        new Crew(THREADS, 2),
        new Crew(THREADS, 4),
        new Crew(
            task -> {
              throw new RejectedExecutionException("stopped");
            },
            3),
        new Crew(task -> {}, 3));
  }

  @ParameterizedTest
  @MethodSource("crews")
  void whatItSealsIsWhatThePlainSealerSealsAtEveryBoundary(Crew crew) throws Exception {
    for (int length : boundaries()) {
      byte[] plain = noise(length);
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      CobblestoneSealer sealer = new CobblestoneSealer(KEY, SALT, CONTEXT, expected::write);
      sealer.write(plain, 0, length);
      sealer.finish();
      Sealed found = seal(plain, crew);
      assertThat(Arrays.equals(found.octets, expected.toByteArray())).as("%d", length).isTrue();
      assertThat(found.extent).as("%d", length).isEqualTo(extent(expected.toByteArray()));
    }
  }

  @ParameterizedTest
  @MethodSource("crews")
  void whatWasSealedOpensAtEveryBoundary(Crew crew) throws Exception {
    for (int length : boundaries()) {
      byte[] plain = noise(length);
      Sealed found = seal(plain, Crew.ALONE);
      try (InputStream in = open(found.octets, found.extent, crew)) {
        assertThat(Arrays.equals(in.readAllBytes(), plain)).as("%d", length).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("crews")
  void nothingIsReleasedFromATamperedChunkOn(Crew crew) throws Exception {
    Sealed found = seal(noise(5 * PIECE), Crew.ALONE);
    found.octets[2 * PIECE + 500_000] ^= 1;
    ByteArrayOutputStream released = new ByteArrayOutputStream();
    try (InputStream in = open(found.octets, found.extent, crew)) {
      assertThat(reason(() -> in.transferTo(released))).isEqualTo(CONTENT_CIPHER);
      assertThat(reason(() -> in.transferTo(released))).isEqualTo(CONTENT_CIPHER);
    }
    assertThat(released.size()).isLessThan(2 * PIECE + 500_000);
  }

  @ParameterizedTest
  @MethodSource("crews")
  void theEndIsNotReportedForAContentThatARecipientMade(Crew crew) throws Exception {
    byte[] plain = noise(3 * PIECE);
    Extent signed = seal(plain, Crew.ALONE).extent;
    plain[7] ^= 1;
    byte[] forged = seal(plain, Crew.ALONE).octets;
    try (InputStream in = open(forged, signed, crew)) {
      assertThat(reason(in::readAllBytes)).isEqualTo(CONTENT_DIGEST);
    }
  }

  @Test
  void aContentOfAnotherLengthIsRefused() throws Exception {
    Sealed found = seal(noise(PIECE), Crew.ALONE);
    byte[] shorter = Arrays.copyOf(found.octets, found.octets.length - 1);
    byte[] longer = Arrays.copyOf(found.octets, found.octets.length + 1);
    assertThat(reason(() -> open(shorter, found.extent, Crew.ALONE).readAllBytes()))
        .isEqualTo(CONTENT_LENGTH);
    assertThat(reason(() -> open(longer, found.extent, Crew.ALONE).readAllBytes()))
        .isEqualTo(CONTENT_LENGTH);
    Extent impossible = new Extent(71, found.extent.digest());
    assertThat(reason(() -> open(longer, impossible, Crew.ALONE))).isEqualTo(CONTENT_LENGTH);
  }

  @Test
  void aSinkThatFailsEndsTheWorkOfAllThreads() {
    Crew crew = new Crew(THREADS, 3);
    byte[] plain = noise(8 * PIECE);
    assertThatThrownBy(
            () -> {
              try (ContentSealer sealer =
                  ContentSealer.of(
                      KEY,
                      SALT,
                      CONTEXT,
                      (octets, offset, length) -> {
                        throw new IOException("disk full");
                      },
                      crew)) {
                sealer.write(plain, 0, plain.length);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
  }

  @Test
  void aThreadInterruptedWhileItWaitsStopsAndStaysInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Window<String> window = new Window<>(new Crew(THREADS, 2))) {
      window.add(
          () -> {
            begun.countDown();
            release.await();
            return "done";
          });
      begun.await();
      Thread.currentThread().interrupt();
      assertThatThrownBy(window::take).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      release.countDown();
    }
  }

  private static int[] boundaries() {
    int[] plain = {0, 1, 4096, 100_000};
    int chunks = PIECE / Cobblestone.SEALED_CHUNK;
    IntStream atChunks =
        IntStream.of(chunks, 2 * chunks)
            .flatMap(n -> IntStream.rangeClosed(0, 1).map(i -> (n + i) * Cobblestone.CHUNK))
            .flatMap(n -> IntStream.of(n - 1, n, n + 1));
    IntStream atPieces =
        IntStream.rangeClosed(1, 2)
            .map(n -> n * PIECE - Cobblestone.HEADER - n * (chunks + 1) * Cobblestone.TAG)
            .flatMap(n -> IntStream.of(-17, -16, -1, 0, 1).map(i -> n + i));
    return IntStream.concat(IntStream.of(plain), IntStream.concat(atChunks, atPieces)).toArray();
  }

  private static Sealed seal(byte[] plain, Crew crew) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ContentSealer sealer = ContentSealer.of(KEY, SALT, CONTEXT, out::write, crew)) {
      for (int at = 0; at < plain.length; at += 70_001) {
        sealer.write(plain, at, Math.min(70_001, plain.length - at));
      }
      Extent extent = sealer.finish();
      return new Sealed(out.toByteArray(), extent);
    }
  }

  private static InputStream open(byte[] octets, Extent signed, Crew crew) {
    return ContentOpener.open(new ByteArrayInputStream(octets), signed, KEY, CONTEXT, crew);
  }

  private static Extent extent(byte[] octets) {
    PieceDigests digests = new PieceDigests();
    digests.write(octets, 0, octets.length);
    return digests.finish();
  }

  private static InvalidReason reason(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
    return catchThrowableOfType(InvalidEnvelopeException.class, work).reason();
  }

  private static byte[] noise(int length) {
    byte[] octets = new byte[length];
    new Random(length).nextBytes(octets);
    return octets;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Sealed(byte[] octets, Extent extent) {}
}
