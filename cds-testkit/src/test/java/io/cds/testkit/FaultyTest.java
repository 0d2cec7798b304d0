package io.cds.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.envelope.Octets;
import io.cds.api.store.Store;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class FaultyTest {
  private static final PartyCode SCHOOL = PartyCode.of("010300");

  private final Store right = new MemoryStore(ManualClock.at("2026-09-01T08:00:00Z"));

  @Test
  void the_one_method_is_at_fault_and_the_others_are_right() throws IOException {
    Source longer =
        Faulty.with(
            Source.class, Source.of(new byte[2]), "length", (call, none) -> (long) call.with() + 1);
    assertThat(longer.length()).isEqualTo(3);
    assertThat(longer.open().readAllBytes()).hasSize(2);
  }

  @Test
  void one_method_of_one_table_is_at_fault_in_each_transaction() {
    Store forgetful = Faulty.table(right, "states", "put", (call, given) -> null);
    forgetful.transact(
        tx -> {
          tx.states().put(SCHOOL, "name", Octets.of(new byte[1]));
          return 0;
        });
    assertThat(right.<Boolean>transact(tx -> tx.states().find(SCHOOL, "name").isEmpty())).isTrue();
  }

  @Test
  void what_the_right_one_throws_comes_through_as_it_is() {
    Source failing =
        Source.of(
            1,
            () -> {
              throw new IOException("gone");
            });
    Source same = Faulty.with(Source.class, failing, "open", (call, given) -> call.with(given));
    assertThatThrownBy(same::open).isInstanceOf(IOException.class).hasMessage("gone");
  }

  @Test
  void a_fault_that_can_never_happen_is_refused() {
    assertThatThrownBy(() -> Faulty.with(Source.class, Source.of(new byte[1]), "lenght", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("[io.cds.api.Source] has no method [lenght]");
    Store misspelt = Faulty.table(right, "state", "put", (call, given) -> null);
    assertThatThrownBy(() -> misspelt.transact(tx -> 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no method [state]");
  }
}
