package io.cds.testkit.simulation;

import io.cds.api.Draft;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.Recipient;
import java.util.List;
import java.util.Optional;

/** One message as its author remembers it, outside the system. */
final class Sent {
  private final int number;
  private final PartyCode from;
  private final Draft draft;
  private final String octets;
  private final boolean persevering;
  private Optional<MessageKey> key = Optional.empty();
  private boolean encrypted;
  private int tries;

  /**
   * One that is about to be written.
   *
   * @param octets digest of its attachments
   * @param persevering whether its author sends it again as long as it fails
   */
  Sent(int number, PartyCode from, Draft draft, String octets, boolean persevering) {
    this.number = number;
    this.from = from;
    this.draft = draft;
    this.octets = octets;
    this.persevering = persevering;
  }

  /** What its author writes on the cover, so as to find it again. */
  static String mark(int number) {
    return "n" + number;
  }

  String mark() {
    return mark(number);
  }

  PartyCode from() {
    return from;
  }

  Draft draft() {
    return draft;
  }

  List<PartyCode> to() {
    return draft.recipients().stream().map(Recipient::party).toList();
  }

  String octets() {
    return octets;
  }

  boolean persevering() {
    return persevering;
  }

  /** Known once it was confirmed. */
  Optional<MessageKey> key() {
    return key;
  }

  void confirmed(MessageKey as) {
    key = Optional.of(as);
  }

  /** Whether its author was told that it is sealed. */
  boolean encrypted() {
    return encrypted;
  }

  void sealed() {
    encrypted = true;
  }

  /** Counts one more try after the faults. */
  int triedAgain() {
    return ++tries;
  }

  @Override
  public String toString() {
    return mark() + " (" + key.map(MessageKey::toString).orElse(from + ", no id") + ")";
  }
}
