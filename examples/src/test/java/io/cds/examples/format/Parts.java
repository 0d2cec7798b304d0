package io.cds.examples.format;

import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import java.util.List;
import java.util.Optional;

/** The octets of a message's parts, to be tampered with, and those of another message beside it. */
final class Parts {
  private final byte[] routing;
  private final byte[] manifest;
  private final byte[] content;
  private final List<Parts> others;

  private Parts(byte[] routing, byte[] manifest, byte[] content, List<Parts> others) {
    this.routing = routing;
    this.manifest = manifest;
    this.content = content;
    this.others = others;
  }

  static Parts of(EnvelopeHead head, byte[] content) {
    return new Parts(head.routing().toArray(), head.manifest().toArray(), content, List.of());
  }

  Parts beside(Parts other) {
    return new Parts(routing, manifest, content, List.of(other));
  }

  byte[] routing() {
    return routing.clone();
  }

  byte[] manifest() {
    return manifest.clone();
  }

  byte[] content() {
    return content.clone();
  }

  Parts other() {
    return others.get(0);
  }

  Parts withRouting(byte[] octets) {
    return new Parts(octets, manifest, content, others);
  }

  Parts withManifest(byte[] octets) {
    return new Parts(routing, octets, content, others);
  }

  Parts withContent(byte[] octets) {
    return new Parts(routing, manifest, octets, others);
  }

  Envelope envelope() {
    var head = new EnvelopeHead(Octets.of(routing), Optional.empty(), Octets.of(manifest));
    return new Envelope(head, Source.of(content));
  }
}
