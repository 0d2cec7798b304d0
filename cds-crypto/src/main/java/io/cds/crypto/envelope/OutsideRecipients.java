package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.CMS_FORM;
import static io.cds.api.envelope.InvalidReason.KEY_TRANSPORT;
import static io.cds.api.envelope.InvalidReason.RECIPIENTS;

import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Addressee;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.Rsa;
import io.cds.crypto.cms.AuthEnvelopedData.EncryptedFor;
import io.cds.crypto.cms.CertificateId;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which outside certificates a message may be sealed to, by RSAES-OAEP, and for which party: a
 * setting of {@link EnvelopeV1}, which the sender, the hub and every recipient of such a message
 * need alike. Without one, nothing is sealed so, and what is so sealed is refused, {@code
 * KEY_TRANSPORT} both times.
 *
 * <p>Nobody vouches for such a certificate but who names it here: it came by a way that the host
 * trusts, and whether its issuer revoked it is for the host to look up.
 *
 * <p>Immutable: each method gives another one.
 */
public final class OutsideRecipients {

  private final List<Named> named;

  /** A certificate as it is compared with what a message names. */
  private record Named(KnownKey key, CertificateId id, int octets) {}

  private OutsideRecipients(List<Named> named) {
    this.named = List.copyOf(named);
  }

  /** Nothing is sealed to an outside certificate. */
  public static OutsideRecipients none() {
    return new OutsideRecipients(List.of());
  }

  /**
   * Names a certificate of a party. A renewed one is named beside the old one, so that what was
   * sealed to that still opens; the newest that is valid is sealed to.
   *
   * @param certificate DER; of an RSA key of 2,048 to 4,096 bits, with KeyUsage keyEncipherment and
   *     neither digitalSignature nor nonRepudiation, and no authority's
   * @throws IllegalArgumentException if it is another, or was named for another party
   */
  public OutsideRecipients certificate(PartyCode party, Octets certificate) {
    X509Certificate read = parsed(certificate);
    Sha256 digest = Digests.digest(certificate);
    if (!Rsa.takesKeys(read)) {
      throw refused(
          digest, "expected RSA of 2,048 to 4,096 bits for keyEncipherment, and for no signature");
    }
    CertificateId id = CertificateId.of(read);
    if (named.stream().anyMatch(other -> other.id().equals(id))) {
      throw refused(digest, "one of this issuer and serial number was named before");
    }
    KnownKey key =
        new KnownKey(
            party,
            KeyUse.OPEN,
            KeyState.ACTIVE,
            certificate,
            digest,
            read.getNotBefore().toInstant(),
            read.getNotAfter().toInstant(),
            Optional.empty(),
            Optional.empty());
    List<Named> more = new ArrayList<>(named);
    more.add(new Named(key, id, Rsa.length(read.getPublicKey())));
    return new OutsideRecipients(more);
  }

  private static X509Certificate parsed(Octets certificate) {
    try {
      return new Certificates().parse(certificate);
    } catch (InvalidEnvelopeException e) {
      throw new IllegalArgumentException(
          "an outside certificate of [" + certificate + "] cannot be read, expected X.509 in DER",
          e);
    }
  }

  private static IllegalArgumentException refused(Sha256 digest, String why) {
    return new IllegalArgumentException(
        "Cannot seal to the outside certificate [" + digest + "]: " + why);
  }

  /** Those of a party, newest first. */
  List<KnownKey> keys(PartyCode party) {
    return named.stream()
        .map(Named::key)
        .filter(key -> key.party().equals(party))
        .sorted(Comparator.comparing(KnownKey::notBefore).reversed())
        .toList();
  }

  boolean isEmpty() {
    return named.isEmpty();
  }

  /** Whether this very key was named. */
  boolean names(KnownKey key) {
    return named.stream().anyMatch(one -> one.key().equals(key));
  }

  private Optional<Named> of(Addressee to) {
    return named.stream()
        .filter(one -> one.key().party().equals(to.party()))
        .filter(one -> one.key().digest().equals(to.certificate()))
        .findFirst();
  }

  /** The recipients whose certificate in the routing record is the directory's, in their order. */
  List<Addressee> others(List<Addressee> to) {
    return to.stream().filter(addressee -> of(addressee).isEmpty()).toList();
  }

  /** The key for this recipient; none for one whose certificate is the directory's. */
  Optional<Octets> encrypted(Addressee to, List<EncryptedFor> all) {
    return of(to)
        .flatMap(one -> all.stream().filter(key -> key.certificate().equals(one.id())).findFirst())
        .map(EncryptedFor::encrypted);
  }

  /**
   * Proves that each key is for one of these recipients, and that each of them whose certificate is
   * an outside one has exactly one.
   */
  void demand(List<Addressee> to, List<EncryptedFor> all) {
    List<Named> due = to.stream().flatMap(addressee -> of(addressee).stream()).toList();
    for (EncryptedFor key : all) {
      Named one =
          due.stream()
              .filter(named -> named.id().equals(key.certificate()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new InvalidEnvelopeException(
                          KEY_TRANSPORT,
                          "a key is sealed to an RSA key that was named for no recipient"));
      if (key.encrypted().length() != one.octets()) {
        throw new InvalidEnvelopeException(
            CMS_FORM,
            "an encrypted key has ["
                + key.encrypted().length()
                + "] octets, expected "
                + one.octets());
      }
    }
    long found = all.stream().map(EncryptedFor::certificate).distinct().count();
    if (found != due.size() || all.size() != due.size()) {
      throw new InvalidEnvelopeException(
          RECIPIENTS,
          "the manifest has ["
              + all.size()
              + "] keys under RSAES-OAEP, the routing record names ["
              + due.size()
              + "] outside certificates");
    }
  }
}
