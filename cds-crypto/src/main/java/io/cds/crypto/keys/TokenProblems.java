package io.cds.crypto.keys;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;

/** What a token says, in codes that a person can act on. */
final class TokenProblems {
  private static final Pattern SAID = Pattern.compile("CKR_[A-Z0-9_]+");
  private static final Set<String> WRONG =
      Set.of("CKR_PIN_INCORRECT", "CKR_PIN_INVALID", "CKR_PIN_LEN_RANGE");
  private static final Set<String> LOCKED = Set.of("CKR_PIN_LOCKED", "CKR_PIN_EXPIRED");
  private static final Set<String> GONE =
      Set.of(
          "CKR_TOKEN_NOT_PRESENT",
          "CKR_TOKEN_NOT_RECOGNIZED",
          "CKR_DEVICE_REMOVED",
          "CKR_DEVICE_ERROR",
          "CKR_GENERAL_ERROR",
          "CKR_SLOT_ID_INVALID",
          "CKR_USER_PIN_NOT_INITIALIZED");

  private TokenProblems() {}

  static CdsException of(Exception failure, String where) {
    String said = said(failure);
    ProblemCode code =
        WRONG.contains(said)
            ? ProblemCode.WRONG_PASSPHRASE
            : LOCKED.contains(said)
                ? ProblemCode.TOKEN_LOCKED
                : GONE.contains(said) || isGone(failure)
                    ? ProblemCode.TOKEN_MISSING
                    : ProblemCode.STORE_FAILED;
    return new CdsException(Problem.of(code, "the token in " + where + " says: " + said), failure);
  }

  /** The library or the slot is not there. */
  static CdsException unreachable(Exception failure, String where) {
    return new CdsException(
        Problem.of(ProblemCode.TOKEN_MISSING, where + ": " + said(failure)), failure);
  }

  static CdsException noProvider(String where) {
    return new CdsException(
        Problem.of(
            ProblemCode.PROVIDER_MISSING,
            "module jdk.crypto.cryptoki of the JDK, which reaches the token in " + where));
  }

  static CdsException missing(String what, String where) {
    return new CdsException(
        Problem.of(ProblemCode.KEY_MISSING, what + " is not on the token in " + where));
  }

  /** Whether the token is there and only the PIN was not its own. */
  static boolean isOfThePerson(CdsException told) {
    return told.problem().code() == ProblemCode.WRONG_PASSPHRASE;
  }

  /** Words of SunPKCS11 where the token itself could say nothing. */
  private static boolean isGone(Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      String words = String.valueOf(one.getMessage());
      if (words.contains("Token has been removed")
          || (one instanceof LoginException && words.contains("No token present"))) {
        return true;
      }
    }
    return false;
  }

  /** The deepest word of PKCS#11 itself, else the deepest message. */
  private static String said(Throwable failure) {
    String words = "";
    for (Throwable one = failure; one != null; one = one.getCause()) {
      String message = String.valueOf(one.getMessage());
      Matcher found = SAID.matcher(message);
      if (found.find()) {
        return found.group();
      }
      words = message;
    }
    return words;
  }
}
