package io.cds.core.client;

import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.Desk;
import io.cds.api.Health;
import io.cds.api.PartyCode;
import io.cds.api.Registration;
import io.cds.api.Tick;
import io.cds.api.Transmission;
import io.cds.api.Watch;
import java.time.Duration;

/** A client around one context. */
final class EngineClient implements CdsClient {
  /** What a thread gets to reach a safe point before its store is closed under it. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final ClientContext context;
  private final Verbs verbs;
  private final Registration registration;
  private final Transmission transmission;
  private final HealthCheck health;
  private final Ticking ticking;
  private final Driving driving;

  EngineClient(ClientContext context) {
    this.context = context;
    ClientParts parts = new ClientParts(context);
    verbs = parts.verbs();
    registration = parts.registration();
    transmission = parts.transmission();
    health = parts.health();
    ticking = parts.ticking(transmission);
    driving = new Driving(context, ticking, parts.listener());
  }

  @Override
  public PartyCode party() {
    return context.party();
  }

  @Override
  public Desk as(Actor actor) {
    return new ClientDesk(context, verbs, actor, this::wake);
  }

  @Override
  public Registration registration() {
    return registration;
  }

  @Override
  public Transmission transmission() {
    return transmission;
  }

  @Override
  public Health health(Watch watch) {
    return health.look(watch);
  }

  @Override
  public Tick tick(Watch watch) {
    return ticking.tick(watch);
  }

  @Override
  public void wake() {
    ticking.wake();
    driving.look();
  }

  @Override
  public void start() {
    driving.start();
  }

  @Override
  public boolean stop(Duration grace) {
    return driving.stop(grace);
  }

  @Override
  public void close() {
    driving.stop(GRACE);
    try {
      context.transport().close();
    } finally {
      try {
        context.vault().close();
      } finally {
        context.store().close();
      }
    }
  }
}
