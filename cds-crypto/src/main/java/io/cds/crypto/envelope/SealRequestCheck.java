package io.cds.crypto.envelope;

import io.cds.api.Attachment;
import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.KnownKey;
import io.cds.api.spi.SealRequest;
import io.cds.crypto.content.AttachmentNames;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Refuses to seal what a reader would refuse to open. */
final class SealRequestCheck {

  private static final Duration LONGEST = Duration.ofDays(366);

  private SealRequestCheck() {}

  static void check(SealRequest r, EnvelopeLimits limits) {
    within("recipients", r.recipients().size(), 1, limits.recipients());
    within("attachments", r.attachments().size(), 0, limits.attachments());
    within("seal", r.seal(), 1, RoutingJson.MAX_SEAL);
    if (!r.sealedAt().isBefore(r.expires()) || r.expires().isAfter(r.sealedAt().plus(LONGEST))) {
      throw new IllegalArgumentException(
          "Cannot seal from ["
              + r.sealedAt()
              + "] to ["
              + r.expires()
              + "]: a message expires after its sealing, within 366 days");
    }
    checkSigners(r);
    checkRecipients(r);
    checkNames(r.attachments());
  }

  private static void checkSigners(SealRequest r) {
    checkSigner(r, r.signCertificate(), KeyUse.SIGN);
    r.mldsa().ifPresent(second -> checkSigner(r, second.certificate(), KeyUse.SIGN_MLDSA));
  }

  private static void checkSigner(SealRequest r, KnownKey key, KeyUse use) {
    if (!key.party().equals(r.key().from()) || key.use() != use) {
      throw new IllegalArgumentException(
          "Cannot seal for ["
              + r.key().from()
              + "] with a key of ["
              + key.party()
              + "] for ["
              + key.use()
              + "]: expected its own "
              + use
              + " key");
    }
    if (!key.currentAt(r.sealedAt())) {
      throw problem(ProblemCode.KEY_EXPIRED, key.party() + " until " + key.notAfter());
    }
  }

  private static void checkRecipients(SealRequest r) {
    Set<PartyCode> seen = new HashSet<>();
    for (SealRequest.To to : r.recipients()) {
      PartyCode party = to.recipient().party();
      if (!seen.add(party)) {
        throw new IllegalArgumentException(
            "Cannot seal twice to [" + party + "]: expected each recipient once");
      }
      if (to.mlkem().isPresent() != r.mldsa().isPresent()) {
        throw new IllegalArgumentException(
            "Cannot seal to ["
                + party
                + "] by another suite than ["
                + r.suite()
                + "]: expected one suite for the whole message");
      }
      checkRecipient(r, party, to.key(), KeyUse.OPEN);
      to.mlkem().ifPresent(key -> checkRecipient(r, party, key, KeyUse.OPEN_MLKEM));
    }
  }

  private static void checkRecipient(SealRequest r, PartyCode party, KnownKey key, KeyUse use) {
    if (!key.party().equals(party) || key.use() != use || !key.currentAt(r.sealedAt())) {
      throw problem(ProblemCode.RECIPIENT_KEY_MISSING, party.value());
    }
  }

  private static void checkNames(List<Attachment> attachments) {
    List<String> names = attachments.stream().map(Attachment::name).toList();
    for (int i = 0; i < names.size(); i++) {
      Optional<String> objection = AttachmentNames.objection(names.get(i));
      if (objection.isPresent()) {
        throw problem(ProblemCode.BAD_NAME, "attachment " + (i + 1) + ": " + objection.get());
      }
      if (!HeadingJson.MEDIA_TYPE.matcher(attachments.get(i).mediaType()).matches()) {
        throw new IllegalArgumentException(
            "Cannot seal attachment ["
                + (i + 1)
                + "]: its media type has other than 1 to 127"
                + " printable ASCII characters");
      }
    }
    AttachmentNames.clash(names)
        .ifPresent(
            why -> {
              throw problem(ProblemCode.BAD_NAME, why);
            });
  }

  private static void within(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "Cannot seal with [" + value + "] " + what + ": expected " + least + " to " + most);
    }
  }

  private static CdsException problem(ProblemCode code, String detail) {
    return new CdsException(Problem.of(code, detail));
  }
}
