package io.cds.crypto.envelope;

import io.cds.api.envelope.Envelope;
import io.cds.api.spi.KeyDirectory;
import io.cds.crypto.content.Crew;
import io.cds.crypto.json.CanonicalReader;
import java.time.Instant;

/** What the codec reads and checks with, made once of its settings. */
record CodecParts(
    EnvelopeLimits limits,
    OutsideRecipients outside,
    Certificates certificates,
    CanonicalReader json,
    SignedObjects signedObjects,
    RoutingCheck routingCheck,
    SignedRecords records) {

  static CodecParts of(EnvelopeLimits limits, OutsideRecipients outside) {
    Certificates certificates = new Certificates();
    CanonicalReader json =
        new CanonicalReader(Math.max(limits.manifest(), limits.answer()), limits.jsonDepth());
    SignedObjects signedObjects = new SignedObjects(certificates, json);
    return new CodecParts(
        limits,
        outside,
        certificates,
        json,
        signedObjects,
        new RoutingCheck(signedObjects, certificates, limits, outside),
        new SignedRecords(signedObjects, certificates, limits));
  }

  ManifestSealer sealer() {
    return new ManifestSealer(certificates, outside);
  }

  /** Opens an envelope whose head it has checked. */
  MessageOpener opener(Envelope envelope, KeyDirectory directory, Instant proof, Crew crew) {
    RoutingCheck.Found found = routingCheck.check(envelope.head(), directory, proof);
    return new MessageOpener(
        found, new ManifestOpener(routingCheck, directory, limits, outside), json, limits, crew);
  }
}
