package io.cds.core;

import io.cds.api.KeyEvent;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.store.StoreTransaction;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The history of keys in a partition: one small value a line, numbered, in the transaction of what
 * it tells.
 */
public final class KeyHistory {
  private static final String COUNT = "key-history";

  private KeyHistory() {}

  /** Writes a line into this partition. */
  public static void append(
      StoreTransaction tx,
      PartyCode partition,
      String what,
      PartyCode party,
      String actor,
      String detail) {
    int next = count(tx, partition) + 1;
    String line = String.join("\n", tx.now().toString(), what, party.value(), actor, detail);
    tx.states().put(partition, name(next), StateText.of(line));
    tx.states().put(partition, COUNT, StateText.of(Integer.toString(next)));
  }

  /** All lines of this partition, oldest first. */
  public static List<KeyEvent> of(StoreTransaction tx, PartyCode partition) {
    return IntStream.rangeClosed(1, count(tx, partition))
        .mapToObj(number -> tx.states().find(partition, name(number)).orElseThrow())
        .map(KeyHistory::read)
        .toList();
  }

  private static KeyEvent read(Octets value) {
    String[] lines = StateText.read(value).split("\n", 5);
    return new KeyEvent(
        Instant.parse(lines[0]), lines[1], PartyCode.of(lines[2]), lines[3], lines[4]);
  }

  private static int count(StoreTransaction tx, PartyCode partition) {
    return tx.states()
        .find(partition, COUNT)
        .map(v -> Integer.parseInt(StateText.read(v)))
        .orElse(0);
  }

  private static String name(int number) {
    return COUNT + "/" + number;
  }
}
