package io.cds.api.spi;

import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;

/** A request's signature as a transport's hub side found it. */
public record SignedRequest(Sha256 keyId, Octets data, Octets signature) {}
