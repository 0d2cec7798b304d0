package io.cds.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.Attachment;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.KeyAccess;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.Recipient;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.testkit.network.Station;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What a school sends: the pupils who left. */
public final class FormA {
  private static final byte[] PUPILS =
      "010300,陳\uD842\uDFB7,離校\n".repeat(5_000).getBytes(StandardCharsets.UTF_8);

  private FormA() {}

  /** To these, for 90 days. */
  public static Draft draft(Station... to) {
    return new Draft(
        Stream.of(to).map(Station::party).map(Recipient::original).toList(),
        Heading.of("STU", "FORMA", "離校學生"),
        List.of(new Attachment("表格甲.csv", "text/csv", Source.of(PUPILS))),
        Duration.ofDays(90),
        false);
  }

  /** Confirmed and sealed. */
  public static MessageId sealed(KeyAccess person, Station from, Station... to) {
    MessageId id = from.desk().confirm(draft(to));
    assertThat(from.desk().encrypt(id, person, Watch.none())).isEqualTo(new Outcome.Done());
    return id;
  }

  /** That it opens here, and is what was sent. */
  public static void assertOpens(KeyAccess person, Station at, MessageKey message)
      throws IOException {
    assertThat(at.desk().decrypt(message, person, Watch.none())).isEqualTo(new Outcome.Done());
    try (var in = at.desk().view(message).attachments().get(0).content().open()) {
      assertThat(in.readAllBytes()).isEqualTo(PUPILS);
    }
  }
}
