package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.HubContact;
import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.TransmissionReport;
import io.cds.api.store.Store;
import io.cds.testkit.Faulty;
import io.cds.testkit.ManualClock;
import io.cds.testkit.MemoryStore;
import io.cds.testkit.fake.FakeCryptography;
import io.cds.testkit.network.Network;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One long or poisoned message holds up no other (L14). */
class LongAndPoisonedTest {
  private final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  private Optional<ContentRef> poisoned = Optional.empty();
  private Poison poison = Poison.GONE;
  private final Network network =
      new Network(
          FakeCryptography.create(clock),
          clock,
          Settings.defaults(),
          party -> poisonable(new MemoryStore(clock)));
  private final Scene scene =
      new Scene(clock, network, network.registered("010300"), network.registered("EDB"));

  /** How its sealed content cannot be read. */
  enum Poison {
    GONE,
    TORN,
    BROKEN
  }

  @ParameterizedTest
  @CsvSource({
    "GONE, 3",
    "TORN, 3",
    "BROKEN, 3",
    "GONE, 3000000",
    "TORN, 3000000",
    "BROKEN, 3000000"
  })
  void L14_a_message_whose_content_cannot_be_read_fails_alone(Poison how, int octets) {
    List<MessageId> good = new ArrayList<>(List.of(scene.sealed(scene.draft())));
    final MessageId bad = scene.sealed(draft(octets));
    good.add(scene.sealed(scene.draft()));
    good.add(scene.sealed(draft(2_000_000)));
    poison = how;
    poisoned = Optional.of(scene.school().sealed(bad).content());

    TransmissionReport report = scene.school().runDue();
    assertThat(report.sent()).isEqualTo(3);
    assertThat(good).allMatch(id -> scene.status(id) == OutgoingStatus.SENT);
    assertThat(Scene.codes(report.problems())).containsExactly(ProblemCode.STORE_FAILED);
    assertThat(scene.status(bad)).isEqualTo(OutgoingStatus.PROCESSING);
    assertThat(scene.sent(bad).attempts()).isEqualTo(1);
    assertThat(scene.school().client().transmission().contact()).isEqualTo(HubContact.GOOD);

    poisoned = Optional.empty();
    clock.advance(Duration.ofSeconds(30));
    assertThat(scene.school().runDue().sent()).isEqualTo(1);
  }

  @Test
  void L14_small_messages_go_between_the_pieces_of_a_long_one() {
    final MessageId large = scene.sealed(draft((12 << 20) + 17));
    List<MessageId> small = new ArrayList<>();
    List<OutgoingStatus> seen = new ArrayList<>();
    AtomicInteger pieces = new AtomicInteger();
    scene
        .school()
        .transport()
        .before(
            call -> {
              if (call.equals("append")) {
                clock.advance(Duration.ofSeconds(40));
                small.forEach(id -> seen.add(scene.status(id)));
                small.clear();
                if (pieces.incrementAndGet() % 3 == 0) {
                  small.add(scene.sealed(scene.draft()));
                }
              }
            });

    TransmissionReport report = scene.school().runDue();
    assertThat(seen).hasSize(4).containsOnly(OutgoingStatus.SENT);
    assertThat(pieces).as("none is sent twice").hasValue(13);
    assertThat(report.sent()).isEqualTo(5);
    assertThat(report.problems()).isEmpty();
    assertThat(scene.status(large)).isEqualTo(OutgoingStatus.SENT);
  }

  @Test
  void L14_a_long_one_that_waits_for_another_keeps_its_turn() {
    List<MessageId> large = List.of(scene.sealed(draft(4 << 20)), scene.sealed(draft(5 << 20)));
    scene
        .school()
        .transport()
        .before(
            call -> {
              if (call.equals("append")) {
                clock.advance(Duration.ofSeconds(50));
              }
            });

    TransmissionReport report = scene.school().runDue();
    assertThat(report.problems()).isEmpty();
    assertThat(report.sent()).isEqualTo(2);
    assertThat(large).allMatch(id -> scene.status(id) == OutgoingStatus.SENT);
  }

  private Draft draft(int octets) {
    return Draft.to(scene.edb().party(), Heading.of("S", "T", ""), Scene.attachments(octets));
  }

  private Store poisonable(Store real) {
    return Faulty.with(
        Store.class,
        real,
        "content",
        (right, ref) -> {
          Source content = (Source) right.with(ref);
          return poisoned.filter(ref[0]::equals).isPresent() ? unreadable(content) : content;
        });
  }

  private Source unreadable(Source content) {
    if (poison == Poison.GONE) {
      throw failed();
    }
    return Source.of(content.length(), () -> torn(content.open()));
  }

  private InputStream torn(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        return fail();
      }

      @Override
      public int read(byte[] into, int offset, int most) throws IOException {
        return fail();
      }

      private int fail() throws IOException {
        if (poison == Poison.BROKEN) {
          throw failed();
        }
        throw new IOException("bad sector");
      }
    };
  }

  private static CdsException failed() {
    return new CdsException(Problem.of(ProblemCode.STORE_FAILED, "bad sector"));
  }
}
