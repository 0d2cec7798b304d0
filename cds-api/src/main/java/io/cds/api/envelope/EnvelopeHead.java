package io.cds.api.envelope;

import java.util.Optional;

/**
 * The small parts of a sealed message, as octets.
 *
 * @param routing {@code routing.p7s}
 * @param routingMldsa {@code routing.mldsa.p7s}, suite 2 only
 * @param manifest {@code manifest.p7m}
 */
public record EnvelopeHead(Octets routing, Optional<Octets> routingMldsa, Octets manifest) {}
