package io.cds.api;

/** What identifies a message everywhere: its sender and the id that the sender gave it. */
public record MessageKey(PartyCode from, MessageId id) {
  @Override
  public String toString() {
    return from + "/" + id;
  }
}
