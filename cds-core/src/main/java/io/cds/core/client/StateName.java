package io.cds.core.client;

/** Names of the small values that a client keeps. */
enum StateName {
  /** The cursor of the mailbox's feed. */
  FEED("feed"),
  /** Messages whose next attempt is put off: an ad hoc run does not wait for it. */
  HELD_BACK("held-back"),
  /** How the last runs met the hub; empty while they do. */
  CONTACT("contact"),
  /** The last set time that was made good, ISO-8601. */
  SCHEDULED("scheduled"),
  /** The key request of an enrolment that is under way; empty when none is. */
  REQUEST("enrolment.request"),
  /** Names in the vault of the keys in that request. */
  REQUEST_KEYS("enrolment.keys"),
  /** The signed key request of a renewal that is under way; empty when none is. */
  RENEWAL("renewal.request"),
  /** Names in the vault of the keys in that request. */
  RENEWAL_KEYS("renewal.keys"),
  /** Set while that request is of a move. */
  RENEWAL_MOVES("renewal.moves"),
  /** What the hub's certificate authority issued last, with the hub's identity. */
  ISSUED("enrolment.issued"),
  /** The own key record as it was signed last. */
  RECORD("record"),
  /** Set once that record is published: names the letter that led to it. */
  REGISTERED("registered");

  private final String key;

  StateName(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }
}
