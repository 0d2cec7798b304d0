package io.cds.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Actor;
import io.cds.api.Attachment;
import io.cds.api.CdsClient;
import io.cds.api.ContentRef;
import io.cds.api.Desk;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.Store;
import io.cds.testkit.Faulty;
import io.cds.testkit.ManualClock;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host reads a stretch of one attachment, and the store is asked for little else. */
class OneAttachmentTest {
  private static final int SIZE = 1 << 20;

  /** What is kept at rest is sealed in chunks of 16 KiB, each with 16 octets behind it. */
  private static final long CHUNK = 16_400;

  /** Before the chunks: salt and commitment. */
  private static final long HEADER = 56;

  private final Map<ContentRef, Long> read = new HashMap<>();

  @Test
  void a_stretch_of_one_attachment_costs_its_own_chunks_and_the_ends_of_the_others(
      @TempDir Path folder) throws IOException {
    ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
    Network network = new Network(new RealCryptography(folder, clock), clock, Settings.defaults());
    KeyAccess person = network.cryptography().person();
    Station school = network.registered("010300");
    Station edb = network.registered("EDB");
    List<byte[]> files = IntStream.range(0, 3).mapToObj(OneAttachmentTest::file).toList();
    MessageId id = school.desk().confirm(draft(edb, files));
    school.desk().encrypt(id, person, Watch.none());
    school.run();
    edb.run();
    MessageKey message = new MessageKey(school.party(), id);
    assertThat(edb.desk().decrypt(message, person, Watch.none())).isEqualTo(new Outcome.Done());
    IncomingRow row =
        edb.store()
            .transact(tx -> tx.incoming().find(new PartyMessage(edb.party(), message)))
            .orElseThrow();

    Source second = desk(network, edb, clock).view(message).attachments().get(1).content();
    try (InputStream in = second.open(600_000, 100)) {
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(files.get(1), 600_000, 600_100));
    }

    long end = HEADER + CHUNK;
    assertThat(octets(row.parts().get(0))).isLessThanOrEqualTo(end);
    assertThat(octets(row.parts().get(1))).isPositive().isLessThanOrEqualTo(2 * end + 2 * CHUNK);
    assertThat(octets(row.parts().get(2))).isLessThanOrEqualTo(end);
    assertThat(octets(row.content())).isZero();
  }

  private static byte[] file(int seed) {
    byte[] octets = new byte[SIZE];
    new Random(seed).nextBytes(octets);
    return octets;
  }

  private static Draft draft(Station to, List<byte[]> files) {
    List<Attachment> attachments =
        IntStream.range(0, files.size())
            .mapToObj(i -> new Attachment("file " + i, "text/csv", Source.of(files.get(i))))
            .toList();
    return Draft.to(to.party(), Heading.of("STU", "FORMA", "form A"), attachments);
  }

  private long octets(ContentRef ref) {
    return read.getOrDefault(ref, 0L);
  }

  /** The desk of a client over the station's store that counts what is read of each content. */
  private Desk desk(Network network, Station station, ManualClock clock) {
    Store counting =
        Faulty.with(
            Store.class,
            station.store(),
            "content",
            (right, ref) -> new Counted((ContentRef) ref[0], (Source) right.with(ref)));
    return CdsClient.builder()
        .party(station.party())
        .store(counting)
        .vault(station.vault())
        .transport(station.transport())
        .unattended(network.cryptography().machine())
        .codec(network.cryptography().codec())
        .clock(clock)
        .build()
        .as(Actor.of("clerk"));
  }

  /** Content whose octets are counted as they are read. */
  private final class Counted implements Source {
    private final ContentRef ref;
    private final Source content;

    Counted(ContentRef ref, Source content) {
      this.ref = ref;
      this.content = content;
    }

    @Override
    public long length() {
      return content.length();
    }

    @Override
    public InputStream open() throws IOException {
      return open(0, length());
    }

    @Override
    public InputStream open(long from, long length) throws IOException {
      return new FilterInputStream(content.open(from, length)) {
        @Override
        public int read() throws IOException {
          int octet = super.read();
          read.merge(ref, octet < 0 ? 0L : 1L, Long::sum);
          return octet;
        }

        @Override
        public int read(byte[] into, int offset, int most) throws IOException {
          int n = super.read(into, offset, most);
          read.merge(ref, (long) Math.max(0, n), Long::sum);
          return n;
        }
      };
    }
  }
}
