package io.cds.api.envelope;

/** How an attachment lies in the content. */
public enum Compression {
  /** As it is. */
  NONE,
  /** One RFC 1950 stream. */
  DEFLATE,
  /** One RFC 8878 frame. */
  ZSTD
}
