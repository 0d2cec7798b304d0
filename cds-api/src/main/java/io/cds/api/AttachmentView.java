package io.cds.api;

/** An attachment as a list shows it: name, media type and number of octets. */
public record AttachmentView(String name, String mediaType, long length) {
  /** Media type and number of octets; the name may be a person's and is not printed. */
  @Override
  public String toString() {
    return "AttachmentView[mediaType=" + mediaType + ", length=" + length + "]";
  }
}
