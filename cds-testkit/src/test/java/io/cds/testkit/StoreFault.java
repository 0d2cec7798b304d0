package io.cds.testkit;

import io.cds.api.store.Capability;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A store with one thing at fault.
 *
 * @param rule that it breaks
 * @param words that tell its author so
 * @param of puts the fault around a good store
 * @param session puts it around a host's transaction
 */
record StoreFault(
    String rule,
    String words,
    Function<MemoryStore, WrappedStore> of,
    UnaryOperator<HostSession> session) {

  static StoreFault breaking(String rule, String words, Function<MemoryStore, WrappedStore> of) {
    return new StoreFault(rule, words, of, session -> session);
  }

  /** One method of one table is at fault. */
  static <T> StoreFault breaking(
      String rule, String words, String table, Class<T> type, String method, Faulty.Fault fault) {
    return breaking(rule, words, good -> at(good, table, type, method, fault));
  }

  static <T> WrappedStore at(
      MemoryStore good, String name, Class<T> type, String method, Faulty.Fault fault) {
    return new WrappedStore(good) {
      @Override
      Object table(String called, Object table) {
        return called.equals(name) ? Faulty.with(type, type.cast(table), method, fault) : table;
      }
    };
  }

  /** The same for a store that tells that it can this. */
  StoreFault claiming(Capability capability) {
    return new StoreFault(rule, words, of.andThen(store -> store.claiming(capability)), session);
  }

  @Override
  public String toString() {
    return rule;
  }
}
