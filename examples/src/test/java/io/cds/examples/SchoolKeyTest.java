package io.cds.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cds.api.Attachment;
import io.cds.api.CdsException;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.KeyAccess;
import io.cds.api.KeyEvent;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.ProblemCode;
import io.cds.api.Settings;
import io.cds.api.Source;
import io.cds.api.Watch;
import io.cds.testkit.ManualClock;
import io.cds.testkit.network.Network;
import io.cds.testkit.network.Station;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another passphrase for the school key: the keys stay, and old messages still open. */
class SchoolKeyTest {
  private static final KeyAccess ANOTHER = KeyAccess.passphrase("another 密碼匙".toCharArray());
  private static final Outcome DONE = new Outcome.Done();

  @Test
  void old_messages_open_under_the_new_passphrase_and_the_old_one_opens_nothing(
      @TempDir Path folder) {
    ManualClock clock = ManualClock.at("2026-09-01T08:00:00Z");
    RealCryptography real = new RealCryptography(folder, clock);
    try (Network network = new Network(real, clock, Settings.defaults())) {
      Station school = network.registered("010300");
      Station edb = network.registered("EDB");
      MessageKey toOldKey = sent(edb, school, real.person());
      clock.advance(Duration.ofDays(300));
      school.client().registration().renew(real.person(), Watch.none());
      edb.run();
      MessageKey toNewKey = sent(edb, school, real.person());

      assertThat(failure(school, ANOTHER)).isEqualTo(ProblemCode.WRONG_PASSPHRASE);
      school.client().registration().changePassphrase(real.person(), ANOTHER);

      assertThat(failure(school, real.person())).isEqualTo(ProblemCode.WRONG_PASSPHRASE);
      school.restart();
      for (MessageKey message : List.of(toOldKey, toNewKey)) {
        assertThat(school.desk().decrypt(message, real.person(), Watch.none()))
            .isInstanceOfSatisfying(
                Outcome.Failed.class,
                failed ->
                    assertThat(failed.problem().code()).isEqualTo(ProblemCode.WRONG_PASSPHRASE));
        assertThat(school.desk().decrypt(message, ANOTHER, Watch.none())).isEqualTo(DONE);
      }
      sent(school, edb, ANOTHER);
      assertThat(school.client().registration().history())
          .extracting(KeyEvent::what)
          .containsExactly("RENEWED", "PASSPHRASE_CHANGED");
    }
  }

  private static ProblemCode failure(Station school, KeyAccess before) {
    return catchThrowableOfType(
            CdsException.class,
            () -> school.client().registration().changePassphrase(before, ANOTHER))
        .problem()
        .code();
  }

  private static MessageKey sent(Station from, Station to, KeyAccess key) {
    MessageId id =
        from.desk()
            .confirm(
                Draft.to(
                    to.party(),
                    Heading.of("STU", "FORMA", "form A"),
                    List.of(new Attachment("a.csv", "text/csv", Source.of(new byte[] {1})))));
    assertThat(from.desk().encrypt(id, key, Watch.none())).isEqualTo(DONE);
    assertThat(from.run().problems()).isEmpty();
    assertThat(to.run().problems()).isEmpty();
    return new MessageKey(from.party(), id);
  }
}
