package io.cds.crypto.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "表格A—離校𠮷.xml",
        "a b.c",
        "\uF9DC",
        "\uE000",
        "\u0378",
        "CON",
        "a:b",
        "名.",
        "e\u0301x"
      })
  void namesOfPeopleAreAllowedAsTheyAre(String name) {
    boolean dot = name.endsWith(".");
    assertThat(AttachmentNames.objection(name).isPresent()).isEqualTo(dot);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        ".a",
        "a.",
        " a",
        "a ",
        "a/b",
        "a\\b",
        "a\nb",
        "a\u0000",
        "a\u007fb",
        "a\u0085b",
        "a\u2028b",
        "a\u2029b",
        "a\u202eb",
        "a\u2066b",
        "a\u200fb",
        "a\u061cb",
        "a\ufdd0b",
        "a\uffffb",
        "a\ud83f\udfffb",
        "a\ud800b"
      })
  void l18NamesThatDeceiveAreRefused(String name) {
    assertThat(AttachmentNames.objection(name)).isPresent();
  }

  @Test
  void aNameHasAtMost255Octets() {
    assertThat(AttachmentNames.objection("陳".repeat(85))).isEmpty();
    assertThat(AttachmentNames.objection("陳".repeat(85) + "a")).isPresent();
  }

  @Test
  void twoNamesThatLookAlikeAreRefused() {
    assertThat(AttachmentNames.clash(List.of("a.txt", "b.txt"))).isEmpty();
    assertThat(AttachmentNames.clash(List.of("a.txt", "A.TXT"))).isPresent();
    assertThat(AttachmentNames.clash(List.of("\u00e9", "e\u0301"))).isPresent();
    assertThat(AttachmentNames.clash(List.of("\uF9DC", "\u9686"))).isPresent();
  }
}
