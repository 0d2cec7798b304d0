package io.cds.testkit.store;

import io.cds.api.IncomingStatus;
import io.cds.api.OutgoingStatus;
import io.cds.api.PartyCode;
import io.cds.api.store.ArrivalRow;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.EnrolmentRow;
import io.cds.api.store.HubMessageRow;
import io.cds.api.store.PartyRow;
import io.cds.api.store.Rows;
import io.cds.api.store.StoreTransaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * A table with compare-and-set, and rows to prove it with.
 *
 * @param row a row with every optional part
 * @param changed another row of the same key, its optional parts absent, in a given version
 * @param elsewhere the same key in another party's partition
 */
record RowKind<K, R>(
    String table,
    Function<StoreTransaction, Rows<K, R>> rows,
    K key,
    K elsewhere,
    R row,
    LongFunction<R> changed,
    ToLongFunction<R> version) {

  private static final PartyCode A = Sample.A;
  private static final PartyCode B = Sample.B;

  static List<RowKind<?, ?>> all() {
    return List.of(
        outgoing(), deliveries(), arrivals(), incoming(), parties(), enrolments(), hubMessages());
  }

  private static RowKind<?, ?> outgoing() {
    return new RowKind<>(
        "outgoing",
        tx -> tx.outgoing(),
        Sample.at(A, Sample.key(A, 1)),
        Sample.at(B, Sample.key(A, 1)),
        Sample.outgoing(A, 1),
        v -> Changed.outgoing(Sample.outgoing(A, 1).with(OutgoingStatus.READY), v),
        row -> row.version());
  }

  private static RowKind<?, ?> deliveries() {
    return new RowKind<>(
        "deliveries",
        tx -> tx.deliveries(),
        new DeliveryRow.Key(A, Sample.id(1), B),
        new DeliveryRow.Key(B, Sample.id(1), B),
        Sample.delivery(A, 1, B),
        v ->
            new DeliveryRow(
                A,
                Sample.id(1),
                B,
                Sample.delivery(A, 1, B).role(),
                OutgoingStatus.RECEIVED,
                Optional.empty(),
                Optional.empty(),
                v),
        row -> row.version());
  }

  private static RowKind<?, ?> arrivals() {
    ArrivalRow row = Sample.arrival(A, 1);
    return new RowKind<>(
        "arrivals",
        tx -> tx.arrivals(),
        Sample.at(A, row.message()),
        Sample.at(B, row.message()),
        row,
        v ->
            new ArrivalRow(
                A,
                row.message(),
                Sample.head(5),
                Sample.digest(5),
                row.role(),
                0,
                Optional.empty(),
                row.staging(),
                v),
        r -> r.version());
  }

  private static RowKind<?, ?> incoming() {
    return new RowKind<>(
        "incoming",
        tx -> tx.incoming(),
        Sample.at(A, Sample.key(B, 1)),
        Sample.at(B, Sample.key(B, 1)),
        Sample.incoming(A, 1),
        v ->
            Changed.incoming(
                Sample.incoming(A, 1).with(IncomingStatus.ENCRYPTED, Optional.empty()), v),
        row -> row.version());
  }

  private static RowKind<?, ?> parties() {
    return new RowKind<>(
        "parties",
        tx -> tx.parties(),
        new PartyRow.Key(A, B),
        new PartyRow.Key(B, B),
        Sample.party(A, B),
        v -> new PartyRow(A, B, "", "", Optional.empty(), -1, Sample.T, v),
        row -> row.version());
  }

  private static RowKind<?, ?> enrolments() {
    return new RowKind<>(
        "enrolments",
        tx -> tx.enrolments(),
        A,
        B,
        Sample.enrolment(A),
        v ->
            new EnrolmentRow(
                A, Sample.octets(8), Sample.T, 0, Optional.empty(), Optional.empty(), v),
        row -> row.version());
  }

  private static RowKind<?, ?> hubMessages() {
    HubMessageRow row = Sample.hubMessage(A, 1);
    return new RowKind<>(
        "hubMessages",
        tx -> tx.hubMessages(),
        Sample.at(A, row.key()),
        Sample.at(B, row.key()),
        row,
        v ->
            new HubMessageRow(
                A,
                row.id(),
                Sample.head(6),
                Sample.digest(6),
                Sample.T.plusSeconds(1),
                row.staging(),
                Optional.empty(),
                v),
        r -> r.version());
  }
}
