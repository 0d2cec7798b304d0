package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Registration;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Renewal;
import io.cds.api.envelope.RequestedKey;
import io.cds.api.store.PartyRow;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Decides whether a party's own signature stands for fresh keys: by its present SIGN key, which was
 * not revoked; in the last 90 days of it for all keys, or at any time for the next epoch.
 */
final class RenewalCheck {
  /** In the place of the HMAC of a code. */
  static final Octets NO_MAC = Octets.of(new byte[0]);

  private static final Set<KeyUse> MOVED = EnumSet.of(KeyUse.OPEN, KeyUse.OPEN_MLKEM);
  private static final Set<KeyUse> NEW_IN_MOVE = EnumSet.of(KeyUse.SIGN, KeyUse.TRANSMIT);

  private final HubParts parts;

  RenewalCheck(HubParts parts) {
    this.parts = parts;
  }

  /** A request that may be answered, with the octets as they were signed. */
  record Checked(Octets signed, Renewal renewal) {}

  /** What may be answered. @throws CdsException {@code RENEWAL_REFUSED} with the cause */
  Checked check(PartyCode party, Octets signed, Instant now) {
    KeySnapshot keys = parts.store().read(tx -> KeySnapshot.of(tx, parts, party));
    Renewal renewal = genuine(signed, keys, now);
    if (!renewal.request().party().equals(party)) {
      throw refused("request of [" + renewal.request().party() + "] by [" + party + "]");
    }
    KnownKey signer = keys.key(renewal.signer()).orElseThrow();
    if (!signer.currentAt(now)) {
      throw refused("its signing key is " + signer.state());
    }
    int epoch = epoch(party);
    int asked = renewal.request().epoch();
    if (asked != epoch && asked != epoch + 1) {
      throw refused("for epoch " + asked + ", the present one is " + epoch);
    }
    if (asked == epoch && now.isBefore(signer.notAfter().minus(Registration.RENEWAL))) {
      throw refused("the key ends at " + signer.notAfter() + ", here it is " + now);
    }
    requireUses(renewal, asked == epoch);
    return new Checked(signed, renewal);
  }

  private Renewal genuine(Octets signed, KeySnapshot keys, Instant now) {
    try {
      return parts.codec().renewal(signed, keys, now);
    } catch (InvalidEnvelopeException e) {
      throw new CdsException(Problem.of(ProblemCode.RENEWAL_REFUSED, e.reason().name()), e);
    }
  }

  private int epoch(PartyCode party) {
    return parts
        .store()
        .read(tx -> tx.parties().find(new PartyRow.Key(parts.party(), party)))
        .flatMap(PartyRow::record)
        .map(record -> parts.codec().keyRecord(record, parts.root()).epoch())
        .orElseThrow(() -> refused("[" + party + "] has published no keys"));
  }

  private static void requireUses(Renewal renewal, boolean all) {
    List<KeyUse> uses = renewal.request().keys().stream().map(RequestedKey::use).toList();
    boolean right =
        all
            ? EnrolmentDesk.isWhole(uses)
            : uses.containsAll(NEW_IN_MOVE) && uses.stream().noneMatch(MOVED::contains);
    if (!right || uses.size() != Set.copyOf(uses).size()) {
      throw refused("it asks for keys of uses " + uses);
    }
  }

  /** Keys that were issued and wait to be published: until then nothing more is issued. */
  boolean hasPending(PartyCode party) {
    return parts
        .store()
        .read(
            tx -> PartyUses.keys(tx, parts.party(), party).stream().anyMatch(KnownKey::isPending));
  }

  static CdsException refused(String cause) {
    return new CdsException(Problem.of(ProblemCode.RENEWAL_REFUSED, cause));
  }
}
