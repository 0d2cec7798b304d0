package io.cds.core.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.testkit.ContractRules;
import io.cds.testkit.MailboxContract;
import io.cds.testkit.MailboxNetwork;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract itself is proved: each rule fails with the right words for a mailbox that breaks it.
 */
class BrokenMailboxesTest {
  private static final ContractRules RULES = ContractRules.of(MailboxContract.class);

  static Stream<MailboxFault> faults() {
    return Stream.of(OfferFaults.all(), MailboxFaults.all()).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_mailbox_that_breaks_a_rule_is_told_so(MailboxFault fault) {
    assertThat(RULES.failure(new Broken(fault), fault.rule()).map(Throwable::toString))
        .hasValueSatisfying(words -> assertThat(words).contains(fault.words()));
  }

  @Test
  void every_rule_has_a_mailbox_that_breaks_it() {
    assertThat(RULES.names()).hasSizeGreaterThan(13);
    assertThat(faults().map(MailboxFault::rule).distinct().sorted()).isEqualTo(RULES.names());
  }

  /** The hub's own mailboxes, one thing at fault. */
  private static final class Broken extends MailboxContract {
    private final MailboxFault fault;

    Broken(MailboxFault fault) {
      this.fault = fault;
    }

    @Override
    protected MailboxNetwork network() {
      return fault.around(new InProcess(SCHOOL, OTHER_SCHOOL, AUTHORITY));
    }

    @Override
    protected Duration patience() {
      return fault.patience();
    }
  }
}
