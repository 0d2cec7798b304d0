package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Attachment;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.OutgoingMessage;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.testkit.ManualClock;
import io.cds.testkit.fake.FakeCryptography;
import io.cds.testkit.fake.FakeVault;
import io.cds.testkit.network.Exchange;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A school and an authority at one hub, with pretended keys. */
record Scene(ManualClock clock, Network network, Station school, Station edb) {
  static final Outcome DONE = new Outcome.Done();

  static Scene create() {
    return create(Settings.defaults());
  }

  static Scene create(Settings settings) {
    ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
    Network network = new Network(FakeCryptography.create(clock), clock, settings);
    return new Scene(clock, network, network.registered("010300"), network.registered("EDB"));
  }

  Exchange exchange() {
    return new Exchange(network, school, List.of(edb), draft());
  }

  Draft draft() {
    return Draft.to(edb.party(), Heading.of("STU", "FORMA", "form A"), attachments(3));
  }

  static List<Attachment> attachments(int octets) {
    byte[] content = "x".repeat(octets).getBytes(StandardCharsets.UTF_8);
    return List.of(new Attachment("form.csv", "text/csv", Source.of(content)));
  }

  /** Confirmed and sealed by the school. */
  MessageId sealed(Draft draft) {
    MessageId id = school.desk().confirm(draft);
    assertThat(encrypt(id)).isEqualTo(DONE);
    return id;
  }

  Outcome encrypt(MessageId id) {
    return school.desk().encrypt(id, FakeVault.PERSON, Watch.none());
  }

  /** Sealed, sent, and stored by the authority, whose receipt has not come back. */
  MessageId delivered() {
    MessageId id = sealed(draft());
    school.run();
    edb.run();
    return id;
  }

  MessageKey key(MessageId id) {
    return new MessageKey(school.party(), id);
  }

  OutgoingMessage sent(MessageId id) {
    return school.desk().outgoing(id).orElseThrow();
  }

  OutgoingStatus status(MessageId id) {
    return sent(id).status();
  }

  static List<ProblemCode> codes(List<Problem> problems) {
    return problems.stream().map(Problem::code).toList();
  }

  static List<ProblemCode> reasons(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused ? codes(refused.reasons()) : List.of();
  }

  static PartyCode party(String code) {
    return PartyCode.of(code);
  }
}
