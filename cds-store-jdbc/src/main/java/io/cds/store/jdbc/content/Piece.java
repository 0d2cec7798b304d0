package io.cds.store.jdbc.content;

/** Octets of a content from this place on; the array is not shared. */
final class Piece {
  private final long place;
  private final byte[] octets;

  Piece(long place, byte[] octets) {
    this.place = place;
    this.octets = octets;
  }

  long place() {
    return place;
  }

  byte[] octets() {
    return octets;
  }
}
