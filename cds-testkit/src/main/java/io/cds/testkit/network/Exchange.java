package io.cds.testkit.network;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.Draft;
import io.cds.api.IncomingMessage;
import io.cds.api.IncomingStatus;
import io.cds.api.KeyAccess;
import io.cds.api.MessageKey;
import io.cds.api.OutgoingMessage;
import io.cds.api.OutgoingStatus;
import io.cds.api.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One message from one party to others, driven until it is settled as people would drive it: who
 * looks at the desk, does what is to be done next, and starts a program that died again.
 *
 * <p>Threading: one thread at a time.
 */
public final class Exchange {
  private static final int MOST_ROUNDS = 12;
  private static final int MOST_MESSAGES = 1_000;
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final Network network;
  private final Station from;
  private final List<Station> to;
  private final Draft draft;
  private final int before;

  /** Of this draft, beside what the sender has sent before. */
  public Exchange(Network network, Station from, List<Station> to, Draft draft) {
    this.network = network;
    this.from = from;
    this.to = List.copyOf(to);
    this.draft = draft;
    this.before = all(from).size();
  }

  /**
   * Goes on until the message is RECEIVED, and IMPORTED everywhere. @return the rounds that it
   * took; at most 12
   */
  public int drive() {
    int round = 0;
    while (round < MOST_ROUNDS && !settled()) {
      round++;
      surviving(from, this::write);
      surviving(from, from::run);
      for (Station recipient : to) {
        surviving(recipient, recipient::run);
        surviving(recipient, () -> read(recipient));
        surviving(recipient, recipient::run);
      }
      surviving(from, from::run);
      network.clock().advance(PAUSE);
    }
    return round;
  }

  /** Whether everybody has done their part. */
  public boolean settled() {
    List<OutgoingMessage> sent = sent();
    return !sent.isEmpty()
        && sent.stream().allMatch(m -> m.status() == OutgoingStatus.RECEIVED)
        && to.stream()
            .allMatch(
                station ->
                    !received(station).isEmpty()
                        && received(station).stream()
                            .allMatch(m -> m.status() == IncomingStatus.IMPORTED));
  }

  /** What the sender's desk shows of it; one message, if all is well. */
  public List<OutgoingMessage> sent() {
    List<OutgoingMessage> all = all(from);
    return all.subList(before, all.size());
  }

  /** What a recipient's desk shows of it; one message, if all is well. */
  public List<IncomingMessage> received(Station station) {
    Set<MessageKey> keys = sent().stream().map(OutgoingMessage::key).collect(Collectors.toSet());
    return station.fresh().incoming(Cursor.START, MOST_MESSAGES).items().stream()
        .filter(message -> keys.contains(message.key()))
        .toList();
  }

  /** How often a recipient's host took it over; once, if all is well. */
  public long imports(Station station) {
    Set<MessageKey> keys = sent().stream().map(OutgoingMessage::key).collect(Collectors.toSet());
    return station.imported().stream().filter(keys::contains).count();
  }

  private void write() {
    KeyAccess person = network.cryptography().person();
    if (from.desk().outgoing(Cursor.START, MOST_MESSAGES).items().size() == before) {
      from.desk().confirm(draft);
    }
    for (OutgoingMessage message : from.desk().outgoing(Cursor.START, MOST_MESSAGES).items()) {
      if (message.status() == OutgoingStatus.READY) {
        from.desk().encrypt(message.key().id(), person, Watch.none());
      }
    }
  }

  private void read(Station station) {
    KeyAccess person = network.cryptography().person();
    for (IncomingMessage message : station.desk().incoming(Cursor.START, MOST_MESSAGES).items()) {
      if (message.status() == IncomingStatus.ENCRYPTED) {
        station.desk().decrypt(message.key(), person, Watch.none());
      }
      if (message.status() != IncomingStatus.IMPORTED) {
        station.desk().importMessage(message.key());
      }
    }
  }

  private static List<OutgoingMessage> all(Station station) {
    return station.fresh().outgoing(Cursor.START, MOST_MESSAGES).items();
  }

  /** A program that ended by a failure of its store is started again. */
  private static void surviving(Station station, Runnable work) {
    try {
      work.run();
    } catch (CdsException e) {
      station.restart();
    }
    if (station.died()) {
      station.restart();
    }
  }
}
