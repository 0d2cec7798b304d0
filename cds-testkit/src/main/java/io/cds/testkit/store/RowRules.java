package io.cds.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.cds.api.ProblemCode;
import io.cds.api.store.Rows;
import io.cds.api.store.Store;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@link Rows}: insert once, compare-and-set; for each table that has a version. */
public interface RowRules extends StoreUnderTest {
  /**
   * Every field, with its optional parts, Chinese beyond the basic plane, times in milliseconds.
   */
  @TestFactory
  default Stream<DynamicTest> a_row_comes_back_as_it_was_written() {
    return each(RowRules::comesBack);
  }

  /** Insert once. */
  @TestFactory
  default Stream<DynamicTest> a_second_insert_of_a_key_is_told_and_changes_nothing() {
    return each(RowRules::insertedOnce);
  }

  /** A row that was read is replaced, not inserted. */
  @TestFactory
  default Stream<DynamicTest> an_insert_of_another_version_than_0_is_refused() {
    return each(RowRules::versionZero);
  }

  /** Compare-and-set that succeeds. */
  @TestFactory
  default Stream<DynamicTest> a_replacement_writes_every_field_and_raises_the_version_by_one() {
    return each(RowRules::replaced);
  }

  /** Compare-and-set that fails. */
  @TestFactory
  default Stream<DynamicTest> L19_a_replacement_of_a_stale_row_fails_and_changes_nothing() {
    return each(RowRules::stale);
  }

  /** A row that is not there was removed by somebody who was faster. */
  @TestFactory
  default Stream<DynamicTest> a_replacement_of_a_row_that_is_gone_fails() {
    return each(RowRules::gone);
  }

  /** Party leads every key. */
  @TestFactory
  default Stream<DynamicTest> a_row_of_one_party_is_not_found_in_another_partys_partition() {
    return each(RowRules::partitioned);
  }

  private Stream<DynamicTest> each(BiConsumer<Store, RowKind<?, ?>> rule) {
    return RowKind.all().stream()
        .map(kind -> dynamicTest(kind.table(), () -> rule.accept(store(), kind)));
  }

  private static <K, R> void comesBack(Store store, RowKind<K, R> kind) {
    assertEquals(
        Optional.empty(),
        find(store, kind),
        "Table [" + kind.table() + "]: expected no row before the first insert");
    assertTrue(
        Expect.yes(store, tx -> kind.rows().apply(tx).insert(kind.row())),
        "Table [" + kind.table() + "]: insert() of a new key must return true");
    assertEquals(
        Optional.of(kind.row()),
        find(store, kind),
        "Table ["
            + kind.table()
            + "]: a field came back changed; check column types, the order of fields, character set"
            + " (four octets a character) and milliseconds");
  }

  private static <K, R> void insertedOnce(Store store, RowKind<K, R> kind) {
    insert(store, kind);
    boolean again = store.transact(tx -> kind.rows().apply(tx).insert(kind.changed().apply(0)));
    assertFalse(
        again, "Table [" + kind.table() + "]: insert() of an existing key must return false");
    assertEquals(
        Optional.of(kind.row()),
        find(store, kind),
        "Table ["
            + kind.table()
            + "]: insert() of an existing key must change nothing; check that it is no upsert");
  }

  private static <K, R> void versionZero(Store store, RowKind<K, R> kind) {
    assertThrows(
        IllegalArgumentException.class,
        () -> Expect.commit(store, tx -> kind.rows().apply(tx).insert(kind.changed().apply(1))),
        "Table [" + kind.table() + "]: insert() of a row of version 1 must be refused");
  }

  private static <K, R> void replaced(Store store, RowKind<K, R> kind) {
    insert(store, kind);
    Expect.commit(store, tx -> kind.rows().apply(tx).replace(kind.changed().apply(0)));
    assertEquals(
        Optional.of(kind.changed().apply(1)),
        find(store, kind),
        "Table ["
            + kind.table()
            + "]: after replace() every field must be the new one, absent parts absent, and the"
            + " version one higher; check the list of columns of the UPDATE");
  }

  private static <K, R> void stale(Store store, RowKind<K, R> kind) {
    insert(store, kind);
    Expect.commit(store, tx -> kind.rows().apply(tx).replace(kind.changed().apply(0)));
    Optional<R> before = find(store, kind);
    Expect.problem(
        ProblemCode.STALE_LEASE,
        store,
        "Table ["
            + kind.table()
            + "]: replace() of version 0 while version 1 is stored must fail with STALE_LEASE;"
            + " check that the UPDATE compares the version and that its count is read",
        tx -> kind.rows().apply(tx).replace(kind.row()));
    assertEquals(
        before, find(store, kind), "Table [" + kind.table() + "]: a stale replace() changed it");
  }

  private static <K, R> void gone(Store store, RowKind<K, R> kind) {
    Expect.problem(
        ProblemCode.STALE_LEASE,
        store,
        "Table [" + kind.table() + "]: replace() of a row that is not there must fail, not insert",
        tx -> kind.rows().apply(tx).replace(kind.row()));
    assertEquals(Optional.empty(), find(store, kind), "Table [" + kind.table() + "] stays empty");
  }

  private static <K, R> void partitioned(Store store, RowKind<K, R> kind) {
    insert(store, kind);
    assertEquals(
        Optional.empty(),
        store.transact(tx -> kind.rows().apply(tx).find(kind.elsewhere())),
        "Table ["
            + kind.table()
            + "]: another party must not find the row; check that party leads the key");
  }

  private static <K, R> void insert(Store store, RowKind<K, R> kind) {
    Expect.commit(store, tx -> kind.rows().apply(tx).insert(kind.row()));
  }

  private static <K, R> Optional<R> find(Store store, RowKind<K, R> kind) {
    return store.transact(tx -> kind.rows().apply(tx).find(kind.key()));
  }
}
