package io.cds.testkit.fake;

import io.cds.api.KeyUse;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.spi.KeyDirectory;
import java.util.Optional;
import java.util.Set;

/** Who may have signed what. */
final class FakeRules {
  private FakeRules() {}

  static void require(boolean holds, InvalidReason reason) {
    if (!holds) {
      throw new InvalidEnvelopeException(reason, "as the fake codec sees it");
    }
  }

  static KnownKey signer(FakeNotary.Said<?> said, KeyDirectory directory, Set<KeyUse> uses) {
    Optional<KnownKey> key = directory.key(said.signer());
    require(key.isPresent(), InvalidReason.SIGNER_UNKNOWN);
    require(uses.contains(key.get().use()), InvalidReason.SIGNER_WRONG_USE);
    require(said.genuine(), InvalidReason.SIGNATURE);
    return key.get();
  }

  static Set<KeyUse> usesOf(ReceiptEvent event) {
    return switch (event) {
      case ACCEPTED, RECALLED, EXPIRED -> Set.of(KeyUse.RECEIPT);
      case DELIVERED -> Set.of(KeyUse.TRANSMIT, KeyUse.SIGN);
      case OPENED -> Set.of(KeyUse.SIGN);
      case REFUSED -> Set.of(KeyUse.RECEIPT, KeyUse.TRANSMIT, KeyUse.SIGN);
    };
  }
}
