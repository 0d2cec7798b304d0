package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.Mailbox;
import java.util.Optional;
import java.util.Set;

/**
 * Signs this party's key record and publishes it. What was signed is kept first, so that a repeated
 * try publishes the same octets.
 */
final class Publish {
  private final ClientContext context;
  private final StateValues states;
  private final OwnKeys keys;
  private final Mailbox mailbox;

  Publish(ClientContext context, StateValues states, OwnKeys keys, Mailbox mailbox) {
    this.context = context;
    this.states = states;
    this.keys = keys;
    this.mailbox = mailbox;
  }

  /** Publishes a record of these keys. */
  void publish(IssuedKeys issued, int epoch, KeyAccess person) {
    Optional<Octets> kept = states.find(StateName.RECORD);
    Optional<KeyRecord> before =
        kept.map(octets -> context.codec().keyRecord(octets, issued.hub().root()));
    boolean same = before.filter(r -> r.keys().equals(issued.keys())).isPresent();
    Octets record =
        same
            ? kept.orElseThrow()
            : sign(issued, epoch, before.map(r -> r.counter() + 1).orElse(1L), person);
    mailbox.publish(record);
  }

  private Octets sign(IssuedKeys issued, int epoch, long counter, KeyAccess person) {
    KeyRecord record =
        new KeyRecord(
            issued.hub().net(),
            context.party(),
            counter,
            epoch,
            context.now(),
            issued.keys(),
            Set.of(1),
            Set.of(Compression.NONE, Compression.DEFLATE),
            1);
    OwnKeys.Held signer =
        keys.current(KeyUse.SIGN, context.now())
            .orElseThrow(() -> new CdsException(keys.missing(KeyUse.SIGN, context.now())));
    Octets signed = context.codec().sign(record, signer.key(), context.vault(), person);
    return context
        .store()
        .transact(
            tx -> {
              states.put(tx, StateName.RECORD, signed);
              return signed;
            });
  }
}
