package io.cds.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "form-a.csv",
        "學生離校表.csv",
        "\uD842\uDFB7\uD867\uDE3D.pdf",
        "\uF9DC.txt",
        "\uE000.txt",
        "a"
      })
  void names_of_people_beyond_the_first_plane_and_private_use_are_allowed(String name) {
    assertThat(NameRules.fault(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        " a",
        "a ",
        ".a",
        "a.",
        "a/b",
        "a\\b",
        "a\nb",
        "a\u0085b",
        "a\u2028b",
        "a\u202Eb",
        "a\u2066b",
        "a\uFFFEb",
        "a\uFDD0b",
        "a\uD83Fb",
        "\uD83F\uDFFE"
      })
  void L18_names_that_could_lead_elsewhere_or_deceive_the_eye_are_refused(String name) {
    assertThat(NameRules.fault(name)).isPresent();
  }

  @Test
  void a_name_of_256_octets_is_too_long_and_one_of_255_is_not() {
    assertThat(NameRules.fault("a".repeat(255))).isEmpty();
    assertThat(NameRules.fault("a".repeat(256))).isPresent();
    assertThat(NameRules.fault("表".repeat(86))).isPresent();
  }

  @Test
  void two_names_that_differ_in_case_or_composition_only_are_the_same() {
    assertThat(NameRules.repeated(List.of("a.csv", "A.CSV", "b.csv"))).containsExactly(1);
    assertThat(NameRules.repeated(List.of("\u00e9.txt", "e\u0301.txt"))).containsExactly(1);
    assertThat(NameRules.repeated(List.of("a.csv", "b.csv"))).isEmpty();
  }
}
