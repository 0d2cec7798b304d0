package io.cds.api;

/** A party that a message is addressed to, and as what. */
public record Recipient(PartyCode party, Role role) {
  /** An original recipient. */
  public static Recipient original(PartyCode party) {
    return new Recipient(party, Role.ORIGINAL);
  }
}
