package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.IncomingStatus;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.ProblemCode;
import io.cds.api.Watch;
import io.cds.api.spi.ImportResult;
import io.cds.testkit.fake.FakeVault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The host's handler and IMPORTED are one transaction. */
class ImportTest {
  private final Scene scene = Scene.create();
  private final MessageKey message = scene.key(scene.delivered());

  @Test
  void a_message_is_not_imported_before_it_is_opened() {
    assertThat(Scene.reasons(scene.edb().desk().importMessage(message)))
        .containsExactly(ProblemCode.WRONG_STATUS);
    assertThat(scene.edb().imported()).isEmpty();
  }

  @Test
  void L07_the_handler_sees_the_clear_attachments_and_a_second_import_does_not_call_it() {
    decrypt();
    List<String> seen = new ArrayList<>();
    scene
        .edb()
        .handler(
            (opened, transaction) -> {
              byte[] octets = opened.attachments().get(0).content().open().readAllBytes();
              seen.add(new String(octets, StandardCharsets.UTF_8));
              return ImportResult.imported();
            });
    assertThat(scene.edb().desk().importMessage(message)).isEqualTo(Scene.DONE);
    assertThat(scene.edb().desk().importMessage(message)).isEqualTo(Scene.DONE);
    assertThat(seen).containsExactly("xxx");
  }

  @Test
  void a_handler_that_refuses_leaves_nothing_and_may_be_tried_again() {
    decrypt();
    scene.edb().handler((opened, transaction) -> ImportResult.refused("no such pupil"));
    Outcome outcome = scene.edb().desk().importMessage(message);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(scene.edb().imported()).isEmpty();
    assertThat(scene.edb().desk().incoming(message).orElseThrow().status())
        .isEqualTo(IncomingStatus.IMPORT_FAIL);
    scene.edb().handler((opened, transaction) -> ImportResult.imported());
    assertThat(scene.edb().desk().importMessage(message)).isEqualTo(Scene.DONE);
    assertThat(scene.edb().imported()).containsExactly(message);
  }

  @Test
  void a_handler_that_throws_fails_the_import_without_its_words() {
    decrypt();
    scene
        .edb()
        .handler(
            (opened, transaction) -> {
              throw new IOException("pupil 12345");
            });
    assertThat(scene.edb().desk().importMessage(message)).isInstanceOf(Outcome.Failed.class);
    assertThat(scene.edb().desk().incoming(message).orElseThrow().lastProblem())
        .hasValueSatisfying(
            p -> {
              assertThat(p.code()).isEqualTo(ProblemCode.IMPORT_REFUSED);
              assertThat(p.detail()).isEqualTo("IOException");
            });
    assertThat(scene.edb().imported()).isEmpty();
  }

  private void decrypt() {
    assertThat(scene.edb().desk().decrypt(message, FakeVault.PERSON, Watch.none()))
        .isEqualTo(Scene.DONE);
  }
}
