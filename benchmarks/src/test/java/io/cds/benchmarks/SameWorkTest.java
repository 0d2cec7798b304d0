package io.cds.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.Schedule;
import io.cds.api.Watch;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.EnvelopeHead;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of a row do the work that its name says. */
class SameWorkTest {

  @ParameterizedTest
  @EnumSource
  void oursAndTheFloorGiveTheSameRecordsBack(Compression compression) throws Exception {
    Workbench bench = new Workbench();
    byte[] octets = Samples.records(100_000);
    PackedFloor floor = new PackedFloor(bench.vault, octets, compression);
    floor.seal();
    assertThat(floor.open()).isEqualTo(octets);
    Messages ours =
        new Messages(bench, bench.codec, octets, EnumSet.of(Compression.NONE, compression));
    ours.seal();
    ours.open();
    assertThat(ours.length()).isEqualTo(octets.length);
    assertThat(ours.sealedLength() < octets.length / 2).isEqualTo(compression != Compression.NONE);
    assertThat((double) floor.sealedLength() / ours.sealedLength()).isBetween(0.8, 1.1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aMessageOfEitherSuiteIsSealedIntoAFileAndOpenedFromIt(int suite, @TempDir Path folder)
      throws Exception {
    try (BothSuites bench = new BothSuites(folder);
        FileContent sealed = new FileContent(folder.resolve("content.cob"))) {
      EnvelopeHead head = bench.seal(suite, Repeated.of(3_000_000), sealed, Watch.none());
      assertThat(head.routingMldsa().isPresent()).isEqualTo(suite == 2);
      assertThat(bench.open(head, sealed, Watch.none())).isEqualTo(3_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRoundOverLoopbackEndsWithTheRecipientsReceipts(Keeping.Kind kind) throws Exception {
    try (LocalNet net = new LocalNet(2, kind, Schedule.defaults())) {
      List<LocalNet.Sent> sent = net.accepted(2, Samples.random(10 * 1024));
      assertThatThrownBy(() -> net.requireReceived(sent)).hasMessageContaining("is SENT");
      net.delivered(sent);
    }
  }

  @Test
  void nodesOfEitherSideCompleteWhatIsDueAndEachPieceOnce() throws Exception {
    try (PostgresPlace place = new PostgresPlace();
        WorkQueue ours = new OurQueue(place, "ours", 4, true);
        WorkQueue alone = new OurQueue(place, "alone", 4, false);
        WorkQueue theirs = new SchedulerPeer(place, "theirs", 4)) {
      for (WorkQueue queue : List.of(ours, alone, theirs)) {
        queue.fill(300);
        queue.start(2);
        while (queue.done() < 300) {
          Thread.onSpinWait();
        }
        queue.stop();
        assertThat(queue.done()).isEqualTo(300);
      }
      assertThat(place.number("SELECT count(*) FROM ours.cds_work")).isZero();
      assertThat(place.number("SELECT count(*) FROM alone.cds_work")).isZero();
      assertThat(place.number("SELECT count(*) FROM theirs.scheduled_tasks")).isZero();
    }
  }

  @Test
  void thePeerEndsWithASignedNotification() throws Exception {
    try (As2Peer peer = new As2Peer()) {
      peer.send(Samples.random(10 * 1024));
    }
  }

  @Test
  void repeatedContentHasTheLengthThatItSays() throws Exception {
    try (InputStream in = Repeated.of((1 << 20) + 5).open()) {
      byte[] octets = in.readAllBytes();
      assertThat(octets).hasSize((1 << 20) + 5).endsWith(octets[2], octets[3], octets[4]);
    }
  }
}
