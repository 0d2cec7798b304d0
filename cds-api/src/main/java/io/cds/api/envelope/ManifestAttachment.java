package io.cds.api.envelope;

/**
 * An attachment as the manifest describes it; {@code stored} octets in the content give {@code
 * length} octets.
 */
public record ManifestAttachment(
    String name, String mediaType, long length, long stored, Compression compression) {
  /** All but the name, which may be a person's. */
  @Override
  public String toString() {
    return "ManifestAttachment[mediaType=%s, length=%d, stored=%d, compression=%s]"
        .formatted(mediaType, length, stored, compression);
  }
}
