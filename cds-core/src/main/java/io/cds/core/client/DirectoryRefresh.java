package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.DirectoryEntry;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.InvalidReason;
import io.cds.api.envelope.KeyState;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.Mailbox;
import io.cds.api.store.PartyRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Asks the hub for its directory where what is known is absent or old. */
final class DirectoryRefresh implements Step {
  /** Most parties in one question. */
  private static final int MOST = 100;

  /** A run asks again when less than this is left of an answer's life. */
  private static final Duration HALF_LIFE = Duration.ofHours(12);

  private final ClientContext context;
  private final Mailbox mailbox;
  private final DirectoryIntake intake;
  private final OwnKeys keys;

  DirectoryRefresh(ClientContext context, Mailbox mailbox, DirectoryIntake intake, OwnKeys keys) {
    this.context = context;
    this.mailbox = mailbox;
    this.intake = intake;
    this.keys = keys;
  }

  /** Own party each time; the others when half the life of what is known has passed. */
  @Override
  public void run(Run run) {
    Instant old = context.now().plus(HALF_LIFE);
    Set<PartyCode> wanted = new TreeSet<>();
    wanted.add(context.party());
    Optional<PartyCode> last = Optional.empty();
    List<PartyRow> rows;
    do {
      Optional<PartyCode> after = last;
      rows = context.store().read(tx -> tx.parties().after(context.party(), after, MOST));
      rows.stream().filter(r -> r.until().isBefore(old)).forEach(r -> wanted.add(r.party()));
      last = rows.isEmpty() ? last : Optional.of(rows.get(rows.size() - 1).party());
    } while (rows.size() == MOST);
    foreign(fetch(wanted)).forEach(problem -> run.fault(new CdsException(problem)));
  }

  /** Asks for those of whom nothing is known that still counts. */
  void ensure(Collection<PartyCode> parties) {
    Instant now = context.now();
    List<PartyCode> wanted =
        parties.stream()
            .filter(p -> row(p).filter(r -> !r.until().isBefore(now)).isEmpty())
            .toList();
    if (!wanted.isEmpty()) {
      fetch(wanted);
    }
  }

  /** Asks for these, whatever is known. @return what could be taken in */
  List<DirectoryEntry> fetch(Collection<PartyCode> parties) {
    List<PartyCode> all = List.copyOf(parties);
    List<DirectoryEntry> entries = new ArrayList<>();
    for (int i = 0; i < all.size(); i += MOST) {
      List<PartyCode> some = all.subList(i, Math.min(all.size(), i + MOST));
      entries.addAll(intake.take(mailbox.directory(some)));
    }
    return entries;
  }

  /**
   * Checks something that this party signed; keys that are not known are asked for once, and what
   * is known of them must not be older than the grace (L11).
   */
  <T> T checked(PartyCode signer, Supplier<T> check) {
    requireFresh(signer);
    try {
      return check.get();
    } catch (InvalidEnvelopeException e) {
      if (e.reason() != InvalidReason.SIGNER_UNKNOWN) {
        throw e;
      }
      fetch(List.of(signer));
      return check.get();
    }
  }

  private void requireFresh(PartyCode party) {
    if (stale(party).isEmpty()) {
      return;
    }
    Optional<CdsException> away = Optional.empty();
    try {
      fetch(List.of(party));
    } catch (CdsException e) {
      away = Optional.of(e);
    }
    Optional<Problem> stale = stale(party);
    if (stale.isPresent()) {
      throw new CdsException(stale.get(), away.orElse(null));
    }
  }

  private Optional<Problem> stale(PartyCode party) {
    return row(party).flatMap(context::stale);
  }

  /** What was taken in of a party. */
  Optional<PartyRow> row(PartyCode party) {
    PartyRow.Key key = new PartyRow.Key(context.party(), party);
    return context.store().read(tx -> tx.parties().find(key));
  }

  /** Asks for the own party's keys alone. @return those that were not made here */
  List<Problem> foreign() {
    return foreign(fetch(List.of(context.party())));
  }

  /** Usable keys that the directory states for this party and that were not made here. */
  private List<Problem> foreign(List<DirectoryEntry> entries) {
    Set<Sha256> own =
        keys.all().stream().map(held -> held.known().digest()).collect(Collectors.toSet());
    return entries.stream()
        .filter(entry -> entry.party().equals(context.party()))
        .flatMap(entry -> entry.keys().stream())
        .filter(key -> key.state() == KeyState.ACTIVE && !own.contains(key.certificate()))
        .map(key -> Problem.of(ProblemCode.OWN_KEY_UNKNOWN, key.use() + " " + key.certificate()))
        .toList();
  }
}
