package io.cds.core.client;

import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.SealedParts;
import io.cds.api.store.StoreTransaction;
import io.cds.core.StateText;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The seals of a message before its present one: every routing record is kept, and a receipt for
 * any of them counts.
 */
final class EarlierSeals {
  private EarlierSeals() {}

  /** Keeps a seal that gives way to another. */
  static void keep(StoreTransaction tx, PartyCode party, MessageId id, SealedParts seal) {
    tx.states().put(party, "seal/" + id + "/" + seal.seal(), seal.head().routing());
    tx.states().put(party, name(id), StateText.of(text(tx, party, id) + seal.routing() + "\n"));
  }

  /** Digests of their routing records. */
  static Set<Sha256> of(StoreTransaction tx, PartyCode party, MessageId id) {
    return text(tx, party, id).lines().map(Sha256::new).collect(Collectors.toSet());
  }

  private static String text(StoreTransaction tx, PartyCode party, MessageId id) {
    return tx.states().find(party, name(id)).map(StateText::read).orElse("");
  }

  private static String name(MessageId id) {
    return "seals/" + id;
  }
}
