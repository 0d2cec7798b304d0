package io.cds.crypto.keys;

import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.KeyRef;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** The failures of a vault, in words that name the key and never its octets. */
final class KeyProblems {
  /** More than a key file takes. */
  private static final long LEAST_ROOM = 64 * 1024;

  private KeyProblems() {}

  static CdsException emptyPassphrase(PartyCode party, KeyUse use) {
    return new CdsException(
        Problem.of(
            ProblemCode.WRONG_PASSPHRASE,
            "no passphrase was given for the " + use + " keys of party " + party));
  }

  static CdsException wrongPassphrase(Path file, KeyUse use) {
    return new CdsException(
        Problem.of(
            ProblemCode.WRONG_PASSPHRASE,
            "for the "
                + use
                + " keys in "
                + file
                + "; if it is surely right, the file was changed and its backup is needed"));
  }

  static CdsException missing(KeyRef key, Path file) {
    return new CdsException(
        Problem.of(
            ProblemCode.KEY_MISSING,
            key.use() + " key " + key.name() + " of party " + key.party() + " is not in " + file));
  }

  static CdsException noSigner(PartyCode party, Path file) {
    return new CdsException(
        Problem.of(
            ProblemCode.KEY_MISSING,
            "the SIGN key of party "
                + party
                + ", which signs the request for its OPEN_MLKEM key, is not in "
                + file));
  }

  /** Refuses an outside certificate that has lapsed. */
  static void demandCurrent(Octets outside, PartyCode party, Instant now) {
    Instant end = Certificates.read(outside).getEndDate().getDate().toInstant();
    if (now.isAfter(end)) {
      throw new CdsException(
          Problem.of(
              ProblemCode.KEY_EXPIRED,
              "the outside certificate of party "
                  + party
                  + " ended at "
                  + end
                  + "; import the renewed one"));
    }
  }

  static CdsException noOutside(PartyCode party, Path file) {
    return new CdsException(
        Problem.of(
            ProblemCode.KEY_MISSING,
            "the outside certificate of party " + party + "'s RSA key is not in " + file));
  }

  static CdsException noOutside(PartyCode party, Sha256 certificate, Path file) {
    return new CdsException(
        Problem.of(
            ProblemCode.KEY_MISSING,
            "the key of party "
                + party
                + "'s outside certificate "
                + certificate
                + " is not in "
                + file
                + "; import it for opening"));
  }

  static CdsException empty(Path file) {
    return new CdsException(Problem.of(ProblemCode.KEY_MISSING, "there are no keys in " + file));
  }

  static CdsException noRoot(Path file, PartyCode hub) {
    return new CdsException(
        Problem.of(ProblemCode.KEY_MISSING, "the root of hub " + hub + " is not in " + file));
  }

  static CdsException exists(Path file) {
    return new CdsException(
        Problem.of(
            ProblemCode.STORE_FAILED,
            "there is a file " + file + " already; it was left as it is, choose another place"));
  }

  static CdsException damaged(Path file, Throwable cause) {
    return new CdsException(
        Problem.of(
            ProblemCode.STORE_FAILED,
            "the key file "
                + file
                + " cannot be read ("
                + cause.getMessage()
                + "); it was left as it is, restore it from a backup"),
        cause);
  }

  static CdsException failed(String attempted, Path file, IOException cause) {
    return new CdsException(
        Problem.of(
            isFull(file, cause) ? ProblemCode.STORE_FULL : ProblemCode.STORE_FAILED,
            attempted + " " + file + " failed: " + cause.getMessage()),
        cause);
  }

  /** By the system's words, or, where it speaks another language, by the room that is left. */
  private static boolean isFull(Path file, IOException cause) {
    File folder = new File(String.valueOf(file.toAbsolutePath().getParent()));
    return String.valueOf(cause.getMessage()).contains("No space left")
        || (folder.isDirectory() && folder.getUsableSpace() < LEAST_ROOM);
  }
}
