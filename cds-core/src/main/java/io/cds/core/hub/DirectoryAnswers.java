package io.cds.core.hub;

import io.cds.api.CdsException;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.DirectoryAnswer;
import io.cds.api.envelope.DirectoryEntry;
import io.cds.api.envelope.DirectoryKey;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.store.PartyRow;
import io.cds.api.store.StoreTransaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Answers about parties and their keys, signed. */
final class DirectoryAnswers {
  private final HubParts parts;
  private final ReceiptKey key;

  DirectoryAnswers(HubParts parts, ReceiptKey key) {
    this.parts = parts;
    this.key = key;
  }

  Octets answer(List<PartyCode> asked) {
    if (asked.size() > parts.limits().items()) {
      throw new CdsException(
          Problem.of(
              ProblemCode.TOO_LARGE, asked.size() + " parties, limit " + parts.limits().items()));
    }
    DirectoryAnswer answer = parts.store().read(tx -> answer(tx, new TreeSet<>(asked)));
    return parts
        .codec()
        .sign(answer, key.current(answer.asOf()), parts.vault(), parts.unattended());
  }

  private DirectoryAnswer answer(StoreTransaction tx, SortedSet<PartyCode> asked) {
    Instant asOf = tx.now().truncatedTo(ChronoUnit.MILLIS);
    List<DirectoryEntry> entries = new ArrayList<>();
    List<PartyCode> absent = new ArrayList<>();
    for (PartyCode party : asked) {
      entry(tx, party, asOf).ifPresentOrElse(entries::add, () -> absent.add(party));
    }
    return new DirectoryAnswer(
        parts.net(), parts.party(), asOf, asOf.plus(parts.limits().answerLife()), entries, absent);
  }

  private Optional<DirectoryEntry> entry(StoreTransaction tx, PartyCode party, Instant now) {
    return tx.parties()
        .find(new PartyRow.Key(parts.party(), party))
        .flatMap(row -> row.record().map(record -> entry(tx, row, record, now)));
  }

  private DirectoryEntry entry(StoreTransaction tx, PartyRow row, Octets record, Instant now) {
    List<DirectoryKey> keys = new ArrayList<>();
    for (KeyUse use : PartyUses.ALL) {
      tx.keys().of(parts.party(), row.party(), use).stream()
          .map(known -> stated(known, now))
          .forEach(keys::add);
    }
    return new DirectoryEntry(row.party(), row.name(), row.chineseName(), record, keys);
  }

  private static DirectoryKey stated(KnownKey known, Instant now) {
    boolean lapsed =
        now.isAfter(known.notAfter())
            && (known.state() == KeyState.ACTIVE || known.state() == KeyState.RETIRED);
    return new DirectoryKey(
        known.digest(),
        known.use(),
        lapsed ? KeyState.EXPIRED : known.state(),
        known.revokedAt(),
        known.invalidSince());
  }
}
