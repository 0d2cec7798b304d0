package io.cds.transport.http.wire;

/** Paths, fields, media types and numbers of version 1 of the wire, as docs/http-v1.md has them. */
public final class Wire {
  /** What every path begins with. */
  public static final String ROOT = "/v1/";

  /** What the hub is, unsigned. */
  public static final String HUB = "/v1/hub";

  /** Asks for certificates, unsigned. */
  public static final String ENROLMENT = "/v1/enrolment";

  /** Envelopes, heads and receipts in the .zip form. */
  public static final String BATCH = "/v1/batch";

  /** One piece of content; a message id follows. */
  public static final String PIECES = "/v1/pieces/";

  /** What waits for the party. */
  public static final String WAITING = "/v1/waiting";

  /** Content of an envelope for the party; sender and message id follow. */
  public static final String CONTENT = "/v1/content/";

  /** Receipts of a message that the party sent; a message id follows. */
  public static final String RECEIPTS = "/v1/receipts/";

  /** Signed directory answers. */
  public static final String DIRECTORY = "/v1/directory";

  /** The party's own key record. */
  public static final String KEY_RECORD = "/v1/key-record";

  /** Asks for certificates of fresh keys by the party's signature. */
  public static final String RENEWAL = "/v1/renewal";

  /** Between the party codes of a directory query: no code holds it. */
  public static final String BETWEEN_PARTIES = "~";

  /** What the hub says to each offered envelope. */
  public static final String OFFERS_FIELD = "Cds-Offers";

  /** Where the next listing begins. */
  public static final String NEXT_FIELD = "Cds-Next";

  /** Whether there is more right now: {@code ?1} or {@code ?0}. */
  public static final String MORE_FIELD = "Cds-More";

  /** The .zip form. */
  public static final String ZIP = "application/zip";

  /** Content and its pieces. */
  public static final String OCTETS = "application/octet-stream";

  /** Signed objects. */
  public static final String CMS = "application/cms";

  /** Octets of content that come along with one listing, at most. */
  public static final int LISTED_CONTENT = 4 * 1024 * 1024;

  /** Octets of heads and receipts in one listing, at most, but for a single one. */
  public static final int LISTED_HEADS = 8 * 1024 * 1024;

  /** Octets of a signed object, at most. */
  public static final int MAX_CMS = 4 * 1024 * 1024;

  /** Items in one list, at most. */
  public static final int MAX_ITEMS = 100;

  private Wire() {}
}
