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
 * an expired lease is simply work that is due; {@code token} is 0 while nobody holds it; {@code
 * again} is when it was enqueued for while held.
 */
record WorkTable(Transaction transaction) implements Works {
  private static final String ENQUEUE =
      """
      INSERT INTO cds_work (party, kind, name, due, sequence, token, attempts)
      VALUES (?, ?, ?, ?, ?, 0, 0)
      ON CONFLICT (party, kind, name) DO UPDATE SET
        again = CASE
          WHEN cds_work.token = 0 OR cds_work.again < excluded.due THEN cds_work.again
          ELSE excluded.due END,
        due = CASE
          WHEN cds_work.token <> 0 AND cds_work.due > ? OR cds_work.due < excluded.due
          THEN cds_work.due
          ELSE excluded.due END
      """;
  private static final String DUE =
      "SELECT party, name, attempts FROM cds_work WHERE kind = ? AND due <= ?";
  private static final String FIRST = " ORDER BY due, sequence LIMIT ?";
  private static final String LEASE =
      """
      UPDATE cds_work SET due = ?, token = ?, attempts = attempts + 1, again = NULL
      WHERE party = ? AND kind = ? AND name = ?
      """;
  private static final String OF_HOLDER =
      " WHERE party = ? AND kind = ? AND name = ? AND token = ?";
  private static final String RENEW =
      "UPDATE cds_work SET due = again, token = 0, attempts = 0, again = NULL"
          + OF_HOLDER
          + " AND again IS NOT NULL";
  private static final String POSTPONE =
      "UPDATE cds_work SET due = CASE WHEN again < ? THEN again ELSE ? END, token = 0, again = NULL"
          + OF_HOLDER;

  private Instant now() {
    return transaction.now();
  }

  @Override
  public void enqueue(WorkKey work, Instant due) {
    long sequence = Counters.next(session(), work.party(), "cds_work");
    session().update(ENQUEUE, work.party(), work.kind(), work.name(), due, sequence, now());
  }

  @Override
  public List<Lease> lease(Optional<PartyCode> party, WorkKind kind, int most, Duration duration) {
    Instant until = now().plus(duration);
    return due(party, kind, most).stream().map(one -> take(one, until)).toList();
  }

  /** Two statements: each finds its first rows in the order of an index. */
  private List<Due> due(Optional<PartyCode> party, WorkKind kind, int most) {
    String first = FIRST + session().dialect().passingOver();
    RowMapper<Due> read = row -> Due.read(row, kind);
    return party.isEmpty()
        ? session().list(DUE + first, read, kind, now(), most)
        : session().list(DUE + " AND party = ?" + first, read, kind, now(), party, most);
  }

  private record Due(WorkKey work, int attempts) {
    static Due read(Row row, WorkKind kind) {
      WorkKey work = new WorkKey(row.party("party"), kind, row.text("name"));
      return new Due(work, row.smallNumber("attempts"));
    }
  }

  private Lease take(Due due, Instant until) {
    WorkKey work = due.work();
    long token = Counters.next(session(), work.party(), "lease");
    session().update(LEASE, until, token, work.party(), work.kind(), work.name());
    return new Lease(work, token, until, due.attempts());
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
    if (session().update(RENEW, holder) == 0) {
      fence(lease, session().update("DELETE FROM cds_work" + OF_HOLDER, holder));
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
