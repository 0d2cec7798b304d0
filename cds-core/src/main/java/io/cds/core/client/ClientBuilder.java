package io.cds.core.client;

import io.cds.api.CdsClient;
import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Schedule;
import io.cds.api.Settings;
import io.cds.api.spi.AccessPolicy;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.MessageCheck;
import io.cds.api.spi.MessageHandler;
import io.cds.api.spi.NoticeSink;
import io.cds.api.spi.Providers;
import io.cds.api.spi.Transport;
import io.cds.api.store.Store;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Puts a client together. One thread at a time. */
public final class ClientBuilder implements CdsClient.Builder {
  private final List<MessageCheck> checks = new ArrayList<>();
  private Optional<PartyCode> party = Optional.empty();
  private Optional<Store> store = Optional.empty();
  private Optional<KeyVault> vault = Optional.empty();
  private Optional<Transport> transport = Optional.empty();
  private Optional<KeyAccess> unattended = Optional.empty();
  private Optional<EnvelopeCodec> codec = Optional.empty();
  private UnaryOperator<EnvelopeCodec> helped = UnaryOperator.identity();
  private Consumer<EnvelopeCodec> warm = found -> {};
  private Optional<MessageHandler> handler = Optional.empty();
  private AccessPolicy access = AccessPolicy.open();
  private Optional<NoticeSink> notices = Optional.empty();
  private Settings settings = Settings.defaults();
  private Schedule schedule = Schedule.defaults();
  private Clock clock = Clock.systemUTC();
  private Optional<SecureRandom> random = Optional.empty();

  /** A builder without parts. */
  public ClientBuilder() {}

  @Override
  public CdsClient.Builder party(PartyCode party) {
    this.party = Optional.of(party);
    return this;
  }

  @Override
  public CdsClient.Builder store(Store store) {
    this.store = Optional.of(store);
    return this;
  }

  @Override
  public CdsClient.Builder vault(KeyVault vault) {
    this.vault = Optional.of(vault);
    return this;
  }

  @Override
  public CdsClient.Builder transport(Transport transport) {
    this.transport = Optional.of(transport);
    return this;
  }

  @Override
  public CdsClient.Builder unattended(KeyAccess access) {
    this.unattended = Optional.of(access);
    return this;
  }

  @Override
  public CdsClient.Builder codec(EnvelopeCodec codec) {
    this.codec = Optional.of(codec);
    return this;
  }

  @Override
  public CdsClient.Builder parallel(Executor executor, int width) {
    this.helped = found -> found.parallel(executor, width);
    return this;
  }

  @Override
  public CdsClient.Builder warmUp(Executor executor) {
    this.warm = found -> executor.execute(found::warmUp);
    return this;
  }

  @Override
  public CdsClient.Builder check(MessageCheck check) {
    checks.add(check);
    return this;
  }

  @Override
  public CdsClient.Builder handler(MessageHandler handler) {
    this.handler = Optional.of(handler);
    return this;
  }

  @Override
  public CdsClient.Builder access(AccessPolicy policy) {
    this.access = policy;
    return this;
  }

  @Override
  public CdsClient.Builder notices(NoticeSink sink) {
    this.notices = Optional.of(sink);
    return this;
  }

  @Override
  public CdsClient.Builder settings(Settings settings) {
    this.settings = settings;
    return this;
  }

  @Override
  public CdsClient.Builder schedule(Schedule schedule) {
    this.schedule = schedule;
    return this;
  }

  @Override
  public CdsClient.Builder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  @Override
  public CdsClient.Builder random(SecureRandom random) {
    this.random = Optional.of(random);
    return this;
  }

  @Override
  public CdsClient build() {
    EnvelopeCodec found =
        Providers.checked(codec.orElseGet(() -> Providers.one(EnvelopeCodec.class)));
    warm.accept(found);
    return new EngineClient(
        new ClientContext(
            needed(party, "party"),
            Providers.checked(needed(store, "store")),
            Providers.checked(needed(vault, "vault")),
            Providers.checked(needed(transport, "transport")),
            needed(unattended, "unattended"),
            helped.apply(found),
            checks,
            handler,
            access,
            notices,
            settings,
            schedule,
            clock,
            random.orElseGet(SecureRandom::new)));
  }

  private static <T> T needed(Optional<T> part, String name) {
    return part.orElseThrow(() -> new CdsException(Problem.of(ProblemCode.PROVIDER_MISSING, name)));
  }
}
