package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PostQuantum;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Compression;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KeyRecord;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.Mailbox;
import java.util.Optional;
import java.util.Set;

/**
 * Signs this party's key record and publishes it. What was signed is kept first, so that a repeated
 * try publishes the same octets.
 */
final class Publish {
  private final ClientContext context;
  private final StateValues states;
  private final OwnKeys keys;
  private final Mailbox mailbox;
  private final DirectoryRefresh directory;

  Publish(
      ClientContext context,
      StateValues states,
      OwnKeys keys,
      Mailbox mailbox,
      DirectoryRefresh directory) {
    this.context = context;
    this.states = states;
    this.keys = keys;
    this.mailbox = mailbox;
    this.directory = directory;
  }

  /** Publishes a record of these keys, which says of suites what keys and settings say. */
  void publish(IssuedKeys issued, int epoch, KeyAccess person) {
    Optional<Octets> kept = states.find(StateName.RECORD);
    Optional<KeyRecord> before =
        kept.map(octets -> context.codec().keyRecord(octets, issued.hub().root()));
    long last = before.map(KeyRecord::counter).orElseGet(() -> published(issued));
    KeyRecord wanted = record(issued, epoch, last + 1);
    boolean same = before.filter(r -> saysTheSame(r, wanted)).isPresent();
    mailbox.publish(same ? kept.orElseThrow() : sign(wanted, person));
  }

  /** The same keys again, for what the settings say now. */
  void again(KeyAccess person) {
    IssuedKeys issued =
        states
            .find(StateName.ISSUED)
            .map(context.codec()::issuedKeys)
            .orElseThrow(
                () ->
                    new CdsException(
                        Problem.of(ProblemCode.NOT_REGISTERED, context.party().value())));
    int epoch =
        states
            .find(StateName.RECORD)
            .map(octets -> context.codec().keyRecord(octets, issued.hub().root()).epoch())
            .orElse(1);
    publish(issued, epoch, person);
  }

  /** Where the counter stands of a party that has lost its store: the directory remembers. */
  private long published(IssuedKeys issued) {
    return directory
        .look(context.party())
        .map(entry -> context.codec().keyRecord(entry.record(), issued.hub().root()).counter())
        .orElse(0L);
  }

  private static boolean saysTheSame(KeyRecord one, KeyRecord other) {
    return one.keys().equals(other.keys())
        && one.suites().equals(other.suites())
        && one.requiredSuite() == other.requiredSuite();
  }

  private KeyRecord record(IssuedKeys issued, int epoch, long counter) {
    PostQuantum setting = context.settings().postQuantum();
    boolean hybrid =
        setting != PostQuantum.OFF
            && issued.keys().stream().anyMatch(key -> key.use() == KeyUse.OPEN_MLKEM)
            && issued.keys().stream().anyMatch(key -> key.use() == KeyUse.SIGN_MLDSA);
    return new KeyRecord(
        issued.hub().net(),
        context.party(),
        counter,
        epoch,
        context.now(),
        issued.keys(),
        hybrid ? Set.of(1, 2) : Set.of(1),
        Set.of(Compression.NONE, Compression.DEFLATE),
        hybrid && setting == PostQuantum.REQUIRED ? 2 : 1);
  }

  /** A key of an earlier registration signs no record of this one. */
  private static boolean standsIn(KeyRecord record, OwnKeys.Held held) {
    return record.keys().stream().anyMatch(k -> k.certificate().equals(held.known().certificate()));
  }

  private Octets sign(KeyRecord record, KeyAccess person) {
    OwnKeys.Held signer =
        keys.all().stream()
            .filter(held -> held.known().use() == KeyUse.SIGN)
            .filter(held -> held.known().currentAt(context.now()))
            .filter(held -> standsIn(record, held))
            .findFirst()
            .orElseThrow(() -> new CdsException(keys.missing(KeyUse.SIGN, context.now())));
    Octets signed = context.codec().sign(record, signer.key(), context.vault(), person);
    return context
        .store()
        .transact(
            tx -> {
              states.put(tx, StateName.RECORD, signed);
              return signed;
            });
  }
}
