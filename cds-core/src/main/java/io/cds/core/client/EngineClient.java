package io.cds.core.client;

import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.Desk;
import io.cds.api.PartyCode;
import io.cds.api.Registration;
import io.cds.api.Tick;
import io.cds.api.Transmission;
import io.cds.api.Watch;

/** A client around one context. */
final class EngineClient implements CdsClient {
  private final ClientContext context;
  private final Verbs verbs;
  private final Registration registration;
  private final Transmission transmission;
  private final Ticking ticking;

  EngineClient(ClientContext context) {
    this.context = context;
    ClientParts parts = new ClientParts(context);
    verbs = parts.verbs();
    registration = parts.registration();
    transmission = parts.transmission();
    ticking = parts.ticking(transmission);
  }

  @Override
  public PartyCode party() {
    return context.party();
  }

  @Override
  public Desk as(Actor actor) {
    return new ClientDesk(context, verbs, actor, ticking::wake);
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
  public Tick tick(Watch watch) {
    return ticking.tick(watch);
  }

  @Override
  public void wake() {
    ticking.wake();
  }

  @Override
  public void close() {
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
