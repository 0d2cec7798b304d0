package io.cds.core.hub;

import io.cds.api.KeyAccess;
import io.cds.api.PartyCode;
import io.cds.api.Settings;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.api.store.Store;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * What a hub is made of.
 *
 * @param party the hub's own code
 * @param net SHA-256 of the root
 */
record HubParts(
    PartyCode party,
    Octets root,
    Sha256 net,
    Store store,
    KeyVault vault,
    KeyAccess unattended,
    EnvelopeCodec codec,
    Settings settings,
    HubLimits limits,
    Clock clock,
    SecureRandom random) {}
