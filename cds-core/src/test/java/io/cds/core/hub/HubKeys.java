package io.cds.core.hub;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.KeyVault;
import io.cds.testkit.fake.FakeVault;
import java.time.Instant;

/** Makes the RECEIPT key of a hub. */
final class HubKeys {
  private HubKeys() {}

  static void make(KeyVault vault, CertificateAuthority authority, PartyCode hub, Instant now) {
    KeyVault.Generated made = vault.generate(hub, KeyUse.RECEIPT, FakeVault.MACHINE);
    vault.install(
        made.key(),
        authority.issue(hub, KeyUse.RECEIPT, made.request(), now, FakeVault.PERSON),
        FakeVault.MACHINE);
  }
}
