package io.cds.api.envelope;

import io.cds.api.PartyCode;
import java.util.List;

/**
 * By what parties know a hub.
 *
 * @param net SHA-256 of the root certificate: the name of this hub's net
 * @param party the hub's own party code
 * @param root root certificate, DER
 * @param receiptCertificates certificates of the RECEIPT keys that the root issued, newest first,
 *     DER
 */
public record HubIdentity(
    Sha256 net, PartyCode party, Octets root, List<Octets> receiptCertificates) {
  /** Copies. */
  public HubIdentity {
    receiptCertificates = List.copyOf(receiptCertificates);
  }
}
