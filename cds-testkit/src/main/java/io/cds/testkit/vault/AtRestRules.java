package io.cds.testkit.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.AtRest;
import io.cds.api.spi.KeyVault;
import io.cds.testkit.keys.MemorySink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** {@link KeyVault#atRest}: what a store keeps, and its owner alone reads. */
public interface AtRestRules extends VaultUnderTest {
  /** Octets that repeat at no round number. */
  private static byte[] clear(int length) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) (i % 251);
    }
    return octets;
  }

  private AtRest school() {
    return vault().atRest(Play.SCHOOL, Play.ACCESS);
  }

  private static MemorySink sealed(AtRest cipher, byte[] clear, String context) throws IOException {
    MemorySink under = new MemorySink();
    try (Sink sink = cipher.seal(under, context)) {
      sink.write(ByteBuffer.wrap(clear));
      sink.finish();
    }
    return under;
  }

  private static byte[] all(Source source) throws IOException {
    try (InputStream in = source.open()) {
      return in.readAllBytes();
    }
  }

  /** Does not authenticate: said at once or while reading, never by wrong octets. */
  private static void foreign(String check, Executable attempt) {
    Exception thrown = assertThrows(Exception.class, attempt, check);
    boolean told =
        thrown instanceof IOException
            || (thrown instanceof CdsException problem
                && problem.problem().code() == ProblemCode.STORE_FAILED);
    assertTrue(told, check + ": expected STORE_FAILED or an IOException, was " + thrown);
  }

  /** Details of a draft. */
  @Test
  default void sealed_octets_open_again_under_their_context() {
    for (int length : new int[] {0, 1, 16_383, 16_384, 100_000}) {
      Octets sealed = school().seal(clear(length), "draft/1");
      assertArrayEquals(clear(length), school().open(sealed, "draft/1"), "of " + length);
    }
  }

  /** The key is the vault's, not the object's. */
  @Test
  default void what_was_sealed_opens_in_a_vault_that_is_opened_again() throws IOException {
    Octets octets = school().seal(clear(10), "draft/1");
    MemorySink content = sealed(school(), clear(20_000), "content/1");
    try (KeyVault again = again()) {
      AtRest cipher = again.atRest(Play.SCHOOL, Play.ACCESS);
      assertArrayEquals(clear(10), cipher.open(octets, "draft/1"));
      assertArrayEquals(clear(20_000), all(cipher.open(content.source(), "content/1")));
    }
  }

  /** Nothing of it shows, not even that it is the same again. */
  @Test
  default void sealing_hides_the_octets_and_differs_each_time() {
    byte[] name = "CHAN Tai Man 陳大文".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Octets first = school().seal(name, "draft/1");
    assertNotEquals(first, school().seal(name, "draft/1"), "sealed twice it is the same");
    byte[] sealed = first.toArray();
    for (int at = 0; at + name.length <= sealed.length; at++) {
      assertFalse(Arrays.equals(sealed, at, at + name.length, name, 0, name.length), "they show");
    }
  }

  /** A row that was put in another row's place. */
  @Test
  default void what_was_sealed_for_one_context_does_not_open_under_another() throws IOException {
    Octets octets = school().seal(clear(10), "draft/1");
    foreign("octets", () -> school().open(octets, "draft/2"));
    MemorySink content = sealed(school(), clear(10), "draft/1");
    foreign("content", () -> all(school().open(content.source(), "draft/2")));
    foreign("content as octets", () -> school().open(Octets.of(content.octets()), "draft/1"));
  }

  /** Two schools on one database. */
  @Test
  default void what_one_party_sealed_does_not_open_for_another() {
    Octets octets = school().seal(clear(10), "draft/1");
    AtRest other = vault().atRest(Play.OTHER, Play.ACCESS);
    foreign("another party's key", () -> other.open(octets, "draft/1"));
  }

  /** One octet, anywhere. */
  @Test
  default void changed_or_cut_octets_do_not_open() throws IOException {
    byte[] octets = school().seal(clear(40), "draft/1").toArray();
    byte[] content = sealed(school(), clear(40), "content/1").octets();
    for (int at = 0; at < octets.length; at++) {
      byte[] changed = octets.clone();
      changed[at] ^= 1;
      foreign("octet " + at, () -> school().open(Octets.of(changed), "draft/1"));
      byte[] piece = content.clone();
      piece[at] ^= 1;
      foreign("octet " + at, () -> all(school().open(Source.of(piece), "content/1")));
    }
    for (int length : new int[] {0, 1, 56, 71, octets.length - 1}) {
      byte[] cut = Arrays.copyOf(octets, length);
      foreign("cut to " + length, () -> school().open(Octets.of(cut), "draft/1"));
      byte[] shorter = Arrays.copyOf(content, length);
      foreign("cut to " + length, () -> all(school().open(Source.of(shorter), "content/1")));
    }
  }

  /** Attachments are seldom of a round length. */
  @Test
  default void sealed_content_reads_back_whole_and_in_any_stretch() throws IOException {
    for (int length : new int[] {0, 1, 16_383, 16_384, 16_385, 70_001}) {
      byte[] clear = clear(length);
      Source source = school().open(sealed(school(), clear, "content/1").source(), "content/1");
      assertEquals(length, source.length());
      assertArrayEquals(clear, all(source), "all of " + length);
      for (int from : new int[] {0, 1, length / 2, length - 1, length}) {
        for (int count : new int[] {0, 1, (length - from) / 2, length - from}) {
          if (from >= 0 && count >= 0 && from + count <= length) {
            try (InputStream in = source.open(from, count)) {
              assertArrayEquals(
                  Arrays.copyOfRange(clear, from, from + count),
                  in.readAllBytes(),
                  "[" + from + ", +" + count + "] of " + length);
            }
          }
        }
      }
    }
  }

  /** A range that is not there. */
  @Test
  default void a_stretch_outside_the_content_is_refused() throws IOException {
    Source source = school().open(sealed(school(), clear(100), "c").source(), "c");
    assertThrows(
        IOException.class, () -> source.open(0, 101), "a stretch beyond the end was given");
    assertThrows(IOException.class, () -> source.open(101, 0));
    assertThrows(IOException.class, () -> source.open(-1, 1));
    assertThrows(IOException.class, () -> source.open(1, Long.MAX_VALUE));
  }

  /** The sink beneath is finished with it. */
  @Test
  default void finishing_finishes_the_sink_beneath_and_gives_its_reference() throws IOException {
    MemorySink under = new MemorySink();
    Sink sink = school().seal(under, "c");
    sink.write(ByteBuffer.wrap(clear(10)));
    ContentRef ref = sink.finish();
    assertTrue(under.isFinished(), "the sink beneath was not finished");
    assertEquals("memory", ref.value());
    assertEquals(under.octets().length, ref.length());
    sink.close();
    assertThrows(IOException.class, () -> sink.write(ByteBuffer.wrap(clear(1))));
  }

  /** Truncated but valid is the worst of both. */
  @Test
  default void L21_closing_without_finishing_leaves_nothing_that_opens() throws IOException {
    MemorySink under = new MemorySink();
    try (Sink sink = school().seal(under, "c")) {
      sink.write(ByteBuffer.wrap(clear(40_000)));
    }
    assertTrue(under.isClosed(), "the sink beneath was not closed");
    assertFalse(under.isFinished(), "the sink beneath was finished");
    foreign("a part", () -> all(school().open(under.source(), "c")));
  }

  /** A full disk. */
  @Test
  default void L21_the_first_failure_of_the_sink_beneath_sticks() throws IOException {
    MemorySink under = new MemorySink();
    Sink sink = school().seal(under, "c");
    under.close();
    assertThrows(
        IOException.class,
        () -> sink.write(ByteBuffer.wrap(clear(40_000))),
        "the failure of the sink beneath was not told");
    assertThrows(IOException.class, () -> sink.write(ByteBuffer.wrap(clear(1))));
    assertThrows(IOException.class, sink::finish);
    assertFalse(under.isFinished(), "the sink beneath was finished after a failure");
  }
}
