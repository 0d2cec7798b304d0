package io.cds.testkit;

import io.cds.api.CdsException;
import io.cds.api.store.Capability;
import io.cds.api.store.StoreTransaction;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** A good store around which a fault is put: of one call, or of one table. */
class WrappedStore extends ForwardingStore {
  final MemoryStore good;
  private Set<Capability> claims = Set.of();

  WrappedStore(MemoryStore good) {
    super(good);
    this.good = good;
  }

  /** The same store, which tells that it can this. */
  final WrappedStore claiming(Capability capability) {
    claims = Set.of(capability);
    return this;
  }

  /** A table by its name in {@link StoreTransaction}; by default as it is. */
  Object table(String name, Object table) {
    return table;
  }

  /** A fault: a failure of the store's rules is kept from the caller. */
  static Object hidden(Faulty.Call right, Object[] arguments) throws Throwable {
    try {
      return right.with(arguments);
    } catch (CdsException e) {
      return null;
    }
  }

  /** A fault: whatever happened, the answer is yes. */
  static Object yes(Faulty.Call right, Object[] arguments) throws Throwable {
    right.with(arguments);
    return true;
  }

  /** A fault: nothing happens. */
  static Object nothing(Faulty.Call right, Object[] arguments) {
    return null;
  }

  /** A fault: what is wrong is taken all the same. */
  static Object lenient(Faulty.Call right, Object[] arguments) throws Throwable {
    try {
      return right.with(arguments);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** A fault: the list comes backwards. */
  static Object backwards(Faulty.Call right, Object[] arguments) throws Throwable {
    List<Object> list = new ArrayList<>((List<?>) right.with(arguments));
    Collections.reverse(list);
    return list;
  }

  /** Throws it as it is. */
  // The compiler is told a type; nothing is converted.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <R, E extends Throwable> R rethrow(Throwable e) throws E {
    throw (E) e;
  }

  @Override
  public <R> R transact(Work<R> work) {
    return good.transact(tx -> work.run(wrap(tx)));
  }

  @Override
  public <R> R read(Work<R> work) {
    return good.read(tx -> work.run(wrap(tx)));
  }

  final StoreTransaction wrap(StoreTransaction tx) {
    return (StoreTransaction)
        Proxy.newProxyInstance(
            StoreTransaction.class.getClassLoader(),
            new Class<?>[] {StoreTransaction.class},
            (proxy, called, none) -> table(called.getName(), called.invoke(tx)));
  }

  @Override
  public Set<Capability> capabilities() {
    return claims;
  }
}
