package io.cds.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Transport;
import io.cds.testkit.ContractRules;
import io.cds.testkit.network.LoopbackTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contracts themselves are proved: each rule fails with the right words for a transport that
 * breaks it.
 */
final class BrokenTransportsTest {
  private static final ContractRules ARRIVING = ContractRules.of(TransportContract.class);
  private static final ContractRules FAILING = ContractRules.of(TransportFailureContract.class);

  static Stream<TransportFault> arriving() {
    return TransportFaults.all().stream();
  }

  static Stream<TransportFault> failing() {
    return FailureFaults.all().stream();
  }

  @ParameterizedTest
  @MethodSource("arriving")
  void a_transport_by_which_something_else_arrives_is_told_so(TransportFault fault) {
    assertThat(ARRIVING.failure(new Arriving(fault), fault.rule()).map(Throwable::toString))
        .hasValueSatisfying(words -> assertThat(words).contains(fault.words()));
  }

  @ParameterizedTest
  @MethodSource("failing")
  void a_transport_that_fails_in_another_way_is_told_so(TransportFault fault) {
    assertThat(FAILING.failure(new Failing(fault), fault.rule()).map(Throwable::toString))
        .hasValueSatisfying(words -> assertThat(words).contains(fault.words()));
  }

  @Test
  void every_rule_has_a_transport_that_breaks_it() {
    assertThat(broken(arriving())).hasSizeGreaterThan(11).isEqualTo(ARRIVING.names());
    assertThat(broken(failing())).hasSizeGreaterThan(5).isEqualTo(FAILING.names());
  }

  private static List<String> broken(Stream<TransportFault> faults) {
    return faults.map(TransportFault::rule).distinct().sorted().toList();
  }

  private static final class Arriving extends TransportContract {
    private final TransportFault fault;
    private volatile Optional<HubEndpoint> served = Optional.empty();

    Arriving(TransportFault fault) {
      this.fault = fault;
    }

    @Override
    protected void serve(HubEndpoint endpoint) {
      served = Optional.of(endpoint);
    }

    @Override
    protected void goAway() {
      served = Optional.empty();
    }

    @Override
    protected Transport connect() {
      return fault.around().apply(LoopbackTransport.to(() -> served));
    }

    @Override
    protected Duration patience() {
      return fault.patience();
    }
  }

  private static final class Failing extends TransportFailureContract {
    private final TransportFault fault;
    private volatile Optional<HubEndpoint> served = Optional.empty();

    Failing(TransportFault fault) {
      this.fault = fault;
    }

    @Override
    protected void serve(HubEndpoint endpoint) {
      served = Optional.of(endpoint);
    }

    @Override
    protected void goAway() {
      served = Optional.empty();
    }

    @Override
    protected Transport connect() {
      return fault.around().apply(LoopbackTransport.to(() -> served));
    }

    @Override
    protected Duration patience() {
      return fault.patience();
    }
  }
}
