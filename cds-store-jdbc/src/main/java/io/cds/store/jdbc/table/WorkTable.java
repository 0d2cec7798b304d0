package io.cds.store.jdbc.table;

import io.cds.api.PartyCode;
import io.cds.api.store.Lease;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import io.cds.api.store.Works;
import io.cds.store.jdbc.sql.Fault;
import io.cds.store.jdbc.sql.Row;
import io.cds.store.jdbc.sql.RowMapper;
import io.cds.store.jdbc.sql.Session;
import io.cds.store.jdbc.sql.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code cds_work}. While somebody holds a piece its {@code due} is the end of the lease, so that
 * an expired lease is simply work that is due; {@code again} is when it was enqueued for while
 * held.
 *
 * <p>{@code token} is the last that was given, negative while nobody holds the piece. A fresh piece
 * begins at its sequence, far above all tokens of earlier pieces of its name: so they rise without
 * a number of the party, which all who lease at once would wait for.
 */
record WorkTable(Transaction transaction) implements Works {
  /** So many tokens a piece may be given before the next one of its name begins. */
  private static final long TOKENS = 1L << 20;

  private static final String ENQUEUE =
      """
      INSERT INTO cds_work (party, kind, name, due, sequence, token, attempts)
      VALUES (?, ?, ?, ?, ?, ?, 0)
      ON CONFLICT (party, kind, name) DO UPDATE SET
        again = CASE
          WHEN cds_work.token <= 0 OR cds_work.again < excluded.due THEN cds_work.again
          ELSE excluded.due END,
        due = CASE
          WHEN cds_work.token > 0 AND cds_work.due > ? OR cds_work.due < excluded.due
          THEN cds_work.due
          ELSE excluded.due END
      """;
  private static final String DUE =
      "SELECT party, name, token, attempts FROM cds_work WHERE kind = ? AND due <= ?";
  private static final String FIRST = " ORDER BY due, sequence LIMIT ?";
  private static final String LEASE =
      """
      UPDATE cds_work SET due = ?, token = ?, attempts = attempts + 1, again = NULL
      WHERE party = ? AND kind = ? AND name = ?
      """;
  private static final String OF_HOLDER =
      " WHERE party = ? AND kind = ? AND name = ? AND token = ?";
  private static final String DONE = "DELETE FROM cds_work" + OF_HOLDER + " AND again IS NULL";
  private static final String RENEW =
      "UPDATE cds_work SET due = again, token = -token, attempts = 0, again = NULL" + OF_HOLDER;
  private static final String POSTPONE =
      "UPDATE cds_work SET due = CASE WHEN again < ? THEN again ELSE ? END, token = -token,"
          + " again = NULL"
          + OF_HOLDER;

  private Instant now() {
    return transaction.now();
  }

  @Override
  public void enqueue(WorkKey work, Instant due) {
    long sequence = Counters.next(session(), work.party(), "cds_work");
    long token = -sequence * TOKENS;
    session().update(ENQUEUE, work.party(), work.kind(), work.name(), due, sequence, token, now());
  }

  @Override
  public List<Lease> lease(Optional<PartyCode> party, WorkKind kind, int most, Duration duration) {
    Instant until = now().plus(duration);
    List<Lease> leases = due(party, kind, most).stream().map(one -> one.taken(until)).toList();
    session().updateEach(LEASE, leases.stream().map(WorkTable::taking).toList());
    return leases;
  }

  /** Two statements: each finds its first rows in the order of an index. */
  private List<Due> due(Optional<PartyCode> party, WorkKind kind, int most) {
    String first = FIRST + session().dialect().passingOver();
    RowMapper<Due> read = row -> Due.read(row, kind);
    return party.isEmpty()
        ? session().list(DUE + first, read, kind, now(), most)
        : session().list(DUE + " AND party = ?" + first, read, kind, now(), party, most);
  }

  /** A piece that is due, with the last token of it. */
  private record Due(WorkKey work, long token, int attempts) {
    static Due read(Row row, WorkKind kind) {
      WorkKey work = new WorkKey(row.party("party"), kind, row.text("name"));
      return new Due(work, Math.abs(row.number("token")), row.smallNumber("attempts"));
    }

    Lease taken(Instant until) {
      return new Lease(work, token + 1, until, attempts);
    }
  }

  private static Object[] taking(Lease lease) {
    WorkKey work = lease.work();
    return new Object[] {lease.until(), lease.token(), work.party(), work.kind(), work.name()};
  }

  @Override
  public Lease extend(Lease lease, Duration duration) {
    Instant until = now().plus(duration);
    WorkKey work = lease.work();
    fence(
        lease,
        session()
            .update(
                "UPDATE cds_work SET due = ?" + OF_HOLDER,
                until,
                work.party(),
                work.kind(),
                work.name(),
                lease.token()));
    return new Lease(work, lease.token(), until, lease.attempts());
  }

  @Override
  public void complete(Lease lease) {
    WorkKey work = lease.work();
    Object[] holder = {work.party(), work.kind(), work.name(), lease.token()};
    if (session().update(DONE, holder) == 0) {
      fence(lease, session().update(RENEW, holder));
    }
  }

  @Override
  public void postpone(Lease lease, Instant due) {
    WorkKey work = lease.work();
    fence(
        lease,
        session()
            .update(POSTPONE, due, due, work.party(), work.kind(), work.name(), lease.token()));
  }

  private static void fence(Lease lease, int changed) {
    if (changed != 1) {
      throw Fault.stale("work " + lease.work().kind() + ", token " + lease.token());
    }
  }

  @Override
  public Optional<Instant> nextDue(PartyCode party, WorkKind kind) {
    return session()
        .first(
            "SELECT min(due) AS due FROM cds_work WHERE kind = ? AND party = ?",
            row -> row.optionalInstant("due"),
            kind,
            party)
        .flatMap(due -> due);
  }

  private Session session() {
    return transaction.session();
  }
}
