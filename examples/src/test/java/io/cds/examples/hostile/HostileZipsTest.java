package io.cds.examples.hostile;

import static io.cds.examples.hostile.HostileScene.EDB;
import static io.cds.examples.hostile.HostileScene.EVIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.CdsException;
import io.cds.api.ProblemCode;
import io.cds.api.ZipReport;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.spi.Mailbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A .zip that is not of the form: imported by a person, posted to the hub, served by an evil hub.
 * Nothing of it counts, and the right one by the same road does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileZipsTest {
  private Roads roads;
  private HostileScene scene;

  @BeforeAll
  void begin(@TempDir Path folder) throws IOException {
    roads = new Roads(folder);
    scene = roads.scene;
  }

  @AfterAll
  void end() {
    roads.close();
  }

  @BeforeEach
  void quiet() {
    roads.log.clear();
  }

  @AfterEach
  void nothing_else_is_harmed_or_written() throws IOException {
    roads.assertUnharmed();
  }

  /** One fault of a .zip. */
  record Zip(String name, InvalidReason reason, Making making) {
    /** Makes it of the right one. */
    @FunctionalInterface
    interface Making {
      byte[] of(byte[] good);
    }

    @Override
    public String toString() {
      return name + ": " + reason;
    }
  }

  static Stream<Zip> zips() {
    return Stream.of(
        new Zip(
            "names that lead outside", InvalidReason.ZIP_PROFILE, z -> ZipFaults.renamed(z, true)),
        new Zip(
            "local and central names that differ",
            InvalidReason.ZIP_PROFILE,
            z -> ZipFaults.renamed(z, false)),
        new Zip(
            "local and central sizes that differ",
            InvalidReason.ZIP_PROFILE,
            ZipFaults::otherCentralSize),
        new Zip("1000:1 by deflate", InvalidReason.ZIP_PROFILE, ZipFaults::deflated),
        new Zip(
            "a manifest of 1 GB declared",
            InvalidReason.ZIP_LIMIT,
            z -> ZipFaults.declared("manifest.p7m", z)),
        new Zip(
            "a routing record of 1 GB declared",
            InvalidReason.ZIP_LIMIT,
            z -> ZipFaults.declared("routing.p7s", z)),
        new Zip(
            "a receipt of 1 GB declared",
            InvalidReason.ZIP_LIMIT,
            z -> ZipFaults.declared("receipts/001.p7s", z)),
        new Zip("1,001 entries", InvalidReason.ZIP_LIMIT, z -> ZipFaults.receipts(1_001)),
        new Zip("a message twice", InvalidReason.ZIP_PROFILE, ZipFaults::twice),
        new Zip("truncated", InvalidReason.ZIP_PROFILE, z -> Arrays.copyOf(z, z.length - 1)),
        new Zip("trailing octets", InvalidReason.ZIP_PROFILE, z -> Arrays.copyOf(z, z.length + 1)),
        new Zip("empty", InvalidReason.ZIP_PROFILE, z -> new byte[0]),
        new Zip("another message's name", InvalidReason.ZIP_PROFILE, ZipFaults::otherId));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("zips")
  void a_zip_imported_by_a_person(Zip fault) throws IOException {
    Mail good = roads.mail(EVIL, EDB, 21);
    roads.log.clear();
    assertThat(reason(fault.making().of(roads.zip(good)))).isEqualTo(fault.reason());
    assertThat(roads.log.names(fault.reason())).isTrue();
    assertThat(roads.edb().desk().incoming(good.key())).isEmpty();
    assertThat(roads.result(roads.zip(good))).isEqualTo(ZipReport.Result.STORED);
    roads.assertOpens(good, 21);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("zips")
  void a_zip_posted_to_the_hub(Zip fault) throws IOException {
    Mail good = scene.forger.mail(EVIL, EDB, new byte[5_000]);
    byte[] bad = fault.making().of(roads.zip(good));
    roads.log.clear();
    Mailbox mailbox = roads.member(EVIL).evil(() -> Optional.of(bad), Map.of());
    CdsException told =
        catchThrowableOfType(CdsException.class, () -> mailbox.submit(List.of(good.envelope())));
    assertThat(told.problem().code()).isIn(ProblemCode.INVALID_ENVELOPE, ProblemCode.TOO_LARGE);
    assertThat(told.toString()).doesNotContain(fault.reason().name());
    assertThat(roads.log.names(fault.reason())).isTrue();
    assertThat(roads.waits(good.key())).isFalse();
    assertThat(roads.post(good).told()).isEqualTo("ACCEPTED");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("zips")
  void a_zip_served_by_an_evil_hub(Zip fault) throws IOException {
    Mail good = scene.forger.mail(EVIL, EDB, new byte[5_000]);
    scene.door.serve(List.of(roads.waiting(good, roads.accepted(good))));
    scene.door.zip(fault.making().of(roads.zip(good)));
    roads.log.clear();
    String problems = roads.edb().run().problems().toString();
    assertThat(problems + roads.edb().history(good.key()) + roads.log)
        .contains(fault.reason().name());
    assertThat(roads.edb().desk().incoming(good.key())).isEmpty();
    roads.serve(good);
    assertThat(roads.edb().desk().incoming(good.key())).isPresent();
  }

  @Test
  void a_listing_longer_than_any_right_one_is_cut() throws IOException {
    Mail good = roads.mail(EVIL, EDB, 23);
    scene.door.serve(List.of(roads.waiting(good, roads.accepted(good))));
    scene.door.zip(ZipFaults.manifests(4, 4_000_000));
    assertThat(roads.edb().run().problems())
        .anySatisfy(p -> assertThat(p.detail()).contains("over a limit"));
    roads.serve(good);
    roads.assertOpens(good, 23);
  }

  /** Why all or the first message of it is refused. */
  private InvalidReason reason(byte[] zip) throws IOException {
    try {
      List<ZipReport.Entry> entries = roads.imported(EDB, zip);
      assertThat(entries.get(0).result()).isEqualTo(ZipReport.Result.REFUSED);
      return InvalidReason.valueOf(
          entries.get(0).problem().orElseThrow().detail().replaceAll(":.*", ""));
    } catch (InvalidEnvelopeException e) {
      return e.reason();
    }
  }
}
