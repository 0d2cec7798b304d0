package io.cds.api.envelope;

/**
 * A routing record whose signature, sender and time were checked.
 *
 * @param digest SHA-256 over its eContent octets: names this seal of the message
 * @param signer SHA-256 of the SIGN certificate
 */
public record CheckedRouting(Routing routing, Sha256 digest, Sha256 signer) {}
