package io.cds.examples.hostile;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The octets of a sealed message, to be tampered with.
 *
 * @param key the name under which it is carried
 * @param mldsa the second signature, with suite 2
 */
record Mail(
    MessageKey key, Octets routing, Optional<Octets> mldsa, Octets manifest, Octets content) {
  /** Of suite 1. */
  Mail(MessageKey key, Octets routing, Octets manifest, Octets content) {
    this(key, routing, Optional.empty(), manifest, content);
  }

  Mail named(PartyCode from, MessageId id) {
    return new Mail(new MessageKey(from, id), routing, mldsa, manifest, content);
  }

  Mail routing(byte[] octets) {
    return new Mail(key, Octets.of(octets), mldsa, manifest, content);
  }

  Mail second(Optional<Octets> other) {
    return new Mail(key, routing, other, manifest, content);
  }

  Mail manifest(byte[] octets) {
    return new Mail(key, routing, mldsa, Octets.of(octets), content);
  }

  Mail content(byte[] octets) {
    return new Mail(key, routing, mldsa, manifest, Octets.of(octets));
  }

  EnvelopeHead head() {
    return new EnvelopeHead(routing, mldsa, manifest);
  }

  Source source() {
    return Source.of(content.toArray());
  }

  Envelope envelope() {
    return new Envelope(head(), source());
  }

  /** One bit is another; counted from the end where the place is negative. */
  static byte[] flipped(Octets octets, int at) {
    byte[] result = octets.toArray();
    result[Math.floorMod(at, result.length)] ^= 1;
    return result;
  }

  static byte[] longer(Octets octets) {
    return Arrays.copyOf(octets.toArray(), octets.length() + 1);
  }

  static byte[] cut(Octets octets) {
    return Arrays.copyOf(octets.toArray(), octets.length() - 1);
  }
}
