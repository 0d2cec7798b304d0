package io.cds.testkit.transport;

import io.cds.api.CdsException;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.SignedRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A hub in memory, over {@link PlainCodec}: it keeps the promises of a mailbox and can be told to
 * fail. Request signatures are real.
 *
 * <p>Enrolment: the request octet 1 is answered, 2 is pending, anything else is refused.
 */
public final class FakeHub implements HubEndpoint {
  private static final byte[] ROOT = {'r', 'o', 'o', 't'};

  private final Clock clock;
  private final EnvelopeCodec codec = PlainCodec.create();
  private final FakePost post;
  private final Map<Sha256, FakeParty> parties = new ConcurrentHashMap<>();
  private final AtomicReference<Optional<ProblemCode>> fault =
      new AtomicReference<>(Optional.empty());

  /** A hub with this clock. */
  public FakeHub(Clock clock) {
    this.clock = clock;
    this.post = new FakePost(codec, clock);
  }

  /** Registers a party's key. */
  public void register(FakeParty party) {
    parties.put(party.keyId(), party);
  }

  /** Every call fails with this from now on. */
  public void fail(ProblemCode code) {
    fault.set(Optional.of(code));
  }

  /** Calls succeed again. */
  public void heal() {
    fault.set(Optional.empty());
  }

  /** The mailbox itself, without a transport. */
  public Mailbox mailbox(PartyCode party) {
    return new FakeMailbox(post, party);
  }

  /**
   * Waits until somebody waits for news, for tests of waiting.
   *
   * @param most how long it waits for that; at least 1 ms
   * @return whether somebody does
   */
  public boolean awaitListener(Duration most) throws InterruptedException {
    return post.awaitListener(most.toMillis());
  }

  @Override
  public Mailbox mailbox(SignedRequest request) {
    FakeParty party = parties.get(request.keyId());
    if (party == null || !party.signed(request.data().toArray(), request.signature().toArray())) {
      throw new CdsException(Problem.of(ProblemCode.REQUEST_REFUSED));
    }
    failIfTold();
    return mailbox(party.code());
  }

  private void failIfTold() {
    Optional.ofNullable(fault.get())
        .flatMap(f -> f)
        .ifPresent(
            code -> {
              throw new CdsException(Problem.of(code, "the fake hub was told to fail"));
            });
  }

  @Override
  public Enrolment enrolment() {
    return new FakeEnrolment();
  }

  @Override
  public EnvelopeCodec codec() {
    return codec;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  /** Answers by the first octet of the request. */
  private static final class FakeEnrolment implements Enrolment {
    @Override
    public HubIdentity identity() {
      return new HubIdentity(
          net(),
          PartyCode.of("HUB"),
          Octets.of(ROOT),
          List.of(Octets.of(new byte[] {7}), Octets.of(new byte[] {8})));
    }

    private static Sha256 net() {
      try {
        return Sha256.of(MessageDigest.getInstance("SHA-256").digest(ROOT));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("the platform has no SHA-256", e);
      }
    }

    @Override
    public Optional<EnrolmentAnswer> enrol(EnrolmentRequest request) {
      return switch (request.request().toArray()[0]) {
        case 1 -> Optional.of(new EnrolmentAnswer(request.mac(), request.request()));
        case 2 -> Optional.empty();
        default -> throw new CdsException(Problem.of(ProblemCode.ENROLMENT_REFUSED));
      };
    }
  }
}
