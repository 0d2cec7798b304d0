package io.cds.crypto.cms;

/**
 * What a signed object is; its identifier is the eContentType, its word the member {@code kind}.
 */
public enum ContentKind {
  /** The routing record of an envelope. */
  ROUTING(1, "routing"),
  /** A receipt. */
  RECEIPT(2, "receipt"),
  /** All keys of a party, signed by the party. */
  KEY_RECORD(3, "key-record"),
  /** A request for certificates. */
  KEY_REQUEST(4, "key-request"),
  /** What the directory says, signed by the hub. */
  DIRECTORY_ANSWER(5, "directory-answer"),
  /** A wish to call a message back. */
  RECALL(6, "recall");

  /** The arc under which the kinds of format 1 are numbered. */
  public static final String ARC = Arc.FORMAT;

  private final int number;
  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // copied on the way out
  private final byte[] oid;

  ContentKind(int number, String word) {
    this.number = number;
    this.word = word;
    this.oid = Der.oid(Arc.FORMAT + "." + number);
  }

  /** The value of the member {@code kind}. */
  public String word() {
    return word;
  }

  /** The object identifier in dotted form. */
  public String dotted() {
    return ARC + "." + number;
  }

  byte[] oid() {
    return oid.clone();
  }

  /** Apart, because an enum's constants come before its other statics. */
  private static final class Arc {
    private static final String FORMAT = "2.25.21344938129814314562082030854072636396.1";
  }
}
