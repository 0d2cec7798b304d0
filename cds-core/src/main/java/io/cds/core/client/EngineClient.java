package io.cds.core.client;

import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.Desk;
import io.cds.api.PartyCode;
import io.cds.api.Registration;
import io.cds.api.Transmission;

/** A client around one context. */
final class EngineClient implements CdsClient {
  private final ClientContext context;
  private final Verbs verbs;
  private final Registration registration;
  private final Transmission transmission;

  EngineClient(ClientContext context) {
    this.context = context;
    ClientParts parts = new ClientParts(context);
    verbs = parts.verbs();
    registration = parts.registration();
    transmission = parts.transmission();
  }

  @Override
  public PartyCode party() {
    return context.party();
  }

  @Override
  public Desk as(Actor actor) {
    return new ClientDesk(context, verbs, actor);
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
