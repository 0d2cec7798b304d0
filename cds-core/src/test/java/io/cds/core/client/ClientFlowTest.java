package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Attachment;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.IncomingStatus;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.OutgoingStatus;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.TransmissionReport;
import io.cds.api.Watch;
import io.cds.testkit.ManualClock;
import io.cds.testkit.fake.FakeCryptography;
import io.cds.testkit.fake.FakeVault;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientFlowTest {
  private final ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
  private final Network network =
      new Network(FakeCryptography.create(clock), clock, Settings.defaults());

  @Test
  void a_message_goes_the_whole_way_and_its_receipts_come_back() {
    Station school = network.registered("010300");
    Station edb = network.registered("EDB");
    MessageId id = school.desk().confirm(draft(edb, "form A"));
    assertThat(school.desk().encrypt(id, FakeVault.PERSON, Watch.none()))
        .isEqualTo(new Outcome.Done());
    TransmissionReport sent = school.run();
    assertThat(sent.problems()).isEmpty();
    assertThat(sent.sent()).isEqualTo(1);
    assertThat(status(school, id)).isEqualTo(OutgoingStatus.SENT);
    assertThat(edb.run().received()).isEqualTo(1);
    MessageKey message = new MessageKey(school.party(), id);
    assertThat(edb.desk().decrypt(message, FakeVault.PERSON, Watch.none()))
        .isEqualTo(new Outcome.Done());
    assertThat(edb.desk().importMessage(message)).isEqualTo(new Outcome.Done());
    assertThat(edb.imported()).containsExactly(message);
    edb.run();
    school.run();
    assertThat(status(school, id)).isEqualTo(OutgoingStatus.RECEIVED);
    assertThat(edb.desk().incoming(message))
        .hasValueSatisfying(m -> assertThat(m.status()).isEqualTo(IncomingStatus.IMPORTED));
  }

  @Test
  void L09_a_hub_with_a_fresh_receipt_key_is_believed_because_its_root_issued_it() {
    Station school = network.registered("010300");
    Station edb = network.registered("EDB");
    clock.advance(Duration.ofDays(300));
    network.renewReceiptKey();
    MessageId id = school.desk().confirm(draft(edb, "form A"));
    assertThat(school.desk().encrypt(id, FakeVault.PERSON, Watch.none()))
        .isEqualTo(new Outcome.Done());
    assertThat(school.run().problems()).isEmpty();
    assertThat(edb.run().problems()).isEmpty();
    assertThat(school.run().problems()).isEmpty();
    assertThat(status(school, id)).isEqualTo(OutgoingStatus.RECEIVED);
  }

  private static Draft draft(Station to, String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    return Draft.to(
        to.party(),
        Heading.of("STU", "FORMA", text),
        List.of(new Attachment("form.csv", "text/csv", Source.of(octets))));
  }

  private static OutgoingStatus status(Station station, MessageId id) {
    return station.desk().outgoing(id).orElseThrow().status();
  }
}
