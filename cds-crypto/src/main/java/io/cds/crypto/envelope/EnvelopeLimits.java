package io.cds.crypto.envelope;

import io.cds.crypto.zip.ZipLimits;

/**
 * What a reader of envelopes takes at most (docs/envelope-v1.md, section 12). Compared before
 * memory is taken.
 *
 * @param routing octets of {@code routing.p7s}
 * @param manifest octets of {@code manifest.p7m}
 * @param receipt octets of a receipt
 * @param keyRecord octets of a key record
 * @param answer octets of a directory answer, of a key request and of issued keys
 * @param recipients recipients of one envelope, at most 64
 * @param attachments attachments of one message
 * @param content octets of {@code content.cob}
 * @param expansionRatio how many octets one stored octet may become
 * @param expansionFree octets that an attachment, or all of them, may have besides
 * @param jsonDepth how deep JSON may be nested
 * @param zipMessages messages in one .zip
 * @param zipEntries entries in one .zip
 * @param zipHeld octets of one .zip that are not contents: they are held in memory
 */
public record EnvelopeLimits(
    int routing,
    int manifest,
    int receipt,
    int keyRecord,
    int answer,
    int recipients,
    int attachments,
    long content,
    int expansionRatio,
    long expansionFree,
    int jsonDepth,
    int zipMessages,
    int zipEntries,
    long zipHeld) {

  /** The defaults of the format. */
  public static final EnvelopeLimits DEFAULTS =
      new EnvelopeLimits(
          32 << 10, 4 << 20, 16 << 10, 256 << 10, 4 << 20, 64, 10_000, 64L << 30, 200, 1L << 20, 6,
          100, 1_000, 16L << 20);

  /** Names one of the limits. */
  public enum Limit {
    /** {@link EnvelopeLimits#routing}. */
    ROUTING,
    /** {@link EnvelopeLimits#manifest}. */
    MANIFEST,
    /** {@link EnvelopeLimits#receipt}. */
    RECEIPT,
    /** {@link EnvelopeLimits#keyRecord}. */
    KEY_RECORD,
    /** {@link EnvelopeLimits#answer}. */
    ANSWER,
    /** {@link EnvelopeLimits#recipients}. */
    RECIPIENTS,
    /** {@link EnvelopeLimits#attachments}. */
    ATTACHMENTS,
    /** {@link EnvelopeLimits#content}. */
    CONTENT,
    /** {@link EnvelopeLimits#expansionRatio}. */
    EXPANSION_RATIO,
    /** {@link EnvelopeLimits#expansionFree}. */
    EXPANSION_FREE,
    /** {@link EnvelopeLimits#jsonDepth}. */
    JSON_DEPTH,
    /** {@link EnvelopeLimits#zipMessages}. */
    ZIP_MESSAGES,
    /** {@link EnvelopeLimits#zipEntries}. */
    ZIP_ENTRIES,
    /** {@link EnvelopeLimits#zipHeld}. */
    ZIP_HELD
  }

  /**
   * The same limits but for one.
   *
   * @throws IllegalArgumentException when the value is negative, zero where a size is meant, or
   *     more than 64 recipients
   * @throws ArithmeticException when the value is too large for this limit
   */
  @SuppressWarnings("EnumOrdinal") // the values stand in the order of the constants
  public EnvelopeLimits with(Limit limit, long value) {
    long[] v = {
      routing,
      manifest,
      receipt,
      keyRecord,
      answer,
      recipients,
      attachments,
      content,
      expansionRatio,
      expansionFree,
      jsonDepth,
      zipMessages,
      zipEntries,
      zipHeld
    };
    v[limit.ordinal()] = value;
    return new EnvelopeLimits(
        Math.toIntExact(v[0]),
        Math.toIntExact(v[1]),
        Math.toIntExact(v[2]),
        Math.toIntExact(v[3]),
        Math.toIntExact(v[4]),
        Math.toIntExact(v[5]),
        Math.toIntExact(v[6]),
        v[7],
        Math.toIntExact(v[8]),
        v[9],
        Math.toIntExact(v[10]),
        Math.toIntExact(v[11]),
        Math.toIntExact(v[12]),
        v[13]);
  }

  /** Refuses limits that would let nothing pass. */
  public EnvelopeLimits {
    boolean positive =
        Math.min(Math.min(routing, manifest), Math.min(receipt, keyRecord)) > 0
            && Math.min(Math.min(answer, recipients), Math.min(expansionRatio, jsonDepth)) > 0
            && Math.min(zipMessages, zipEntries) > 0
            && zipHeld > 0;
    if (!positive || attachments < 0 || content < 0 || expansionFree < 0 || recipients > 64) {
      throw new IllegalArgumentException(
          "Cannot use limits with a negative number, a size of zero or ["
              + recipients
              + "] recipients: expected positive sizes and at most 64 recipients");
    }
  }

  /** What of these a .zip is read and written by. */
  ZipLimits zip() {
    return new ZipLimits(zipMessages, zipEntries, zipHeld, routing, manifest, receipt, content);
  }
}
