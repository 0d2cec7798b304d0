package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.Attachment;
import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.Draft;
import io.cds.api.Heading;
import io.cds.api.MessageId;
import io.cds.api.OutgoingStatus;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.testkit.HostSession;
import io.cds.testkit.MemoryStore;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Confirming, alone and inside the host's transaction. */
class ConfirmTest {
  private final Scene scene = Scene.create();

  private HostSession host() {
    return ((MemoryStore) scene.school().store()).begin();
  }

  @Test
  void a_message_that_joined_the_hosts_transaction_exists_once_the_host_commits() {
    Draft kept = scene.school().desk().keep(scene.draft());
    MessageId id;
    try (HostSession host = host()) {
      id = scene.school().desk().confirm(kept, host);
      host.commit();
    }
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.READY);
    assertThat(scene.encrypt(id)).isEqualTo(Scene.DONE);
    scene.school().run();
    assertThat(scene.edb().run().received()).isEqualTo(1);
  }

  @Test
  void a_message_that_joined_the_hosts_transaction_is_gone_if_the_host_rolls_back() {
    Draft kept = scene.school().desk().keep(scene.draft());
    try (HostSession host = host()) {
      scene.school().desk().confirm(kept, host);
      host.rollback();
    }
    assertThat(scene.school().desk().outgoing(Cursor.START, 10).items()).isEmpty();
  }

  @Test
  void confirming_starts_nothing() {
    MessageId id = scene.school().desk().confirm(scene.draft());
    scene.school().run();
    assertThat(scene.status(id)).isEqualTo(OutgoingStatus.READY);
    assertThat(scene.edb().run().received()).isZero();
  }

  @Test
  void L21_an_attachment_that_ends_early_is_not_taken_for_whole() {
    Source cut = Source.of(10, () -> new ByteArrayInputStream(new byte[9]));
    Draft draft =
        Draft.to(
            scene.edb().party(),
            Heading.of("S", "T", ""),
            List.of(new Attachment("a.txt", "text/plain", cut)));
    assertThatThrownBy(() -> scene.school().desk().confirm(draft))
        .isInstanceOfSatisfying(
            CdsException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CHECK_FAILED));
    assertThat(scene.school().desk().outgoing(Cursor.START, 10).items()).isEmpty();
  }
}
