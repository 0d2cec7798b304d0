package io.cds.testkit;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.HostTransaction;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.Capability;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import io.cds.api.store.StoreTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** A good store around which a fault is put: of one call, or of one table. */
class WrappedStore implements Store {
  final MemoryStore good;
  private Set<Capability> claims = Set.of();

  WrappedStore(MemoryStore good) {
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

  /** The same table, one of its methods at fault. */
  static <T> T with(Class<T> type, T table, String method, Fault fault) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              Call call = () -> invoke(table, called, arguments);
              return called.getName().equals(method) ? fault.run(call, arguments) : call.run();
            }));
  }

  private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** A fault: a failure of the store's rules is kept from the caller. */
  static Object hidden(Call right, Object[] arguments) throws Throwable {
    try {
      return right.run();
    } catch (CdsException e) {
      return null;
    }
  }

  /** A fault: whatever happened, the answer is yes. */
  static Object yes(Call right, Object[] arguments) throws Throwable {
    right.run();
    return true;
  }

  /** A fault: nothing happens. */
  static Object nothing(Call right, Object[] arguments) {
    return null;
  }

  /** A fault: what is wrong is taken all the same. */
  static Object lenient(Call right, Object[] arguments) throws Throwable {
    try {
      return right.run();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** A fault: the list comes backwards. */
  static Object backwards(Call right, Object[] arguments) throws Throwable {
    List<Object> list = new ArrayList<>((List<?>) right.run());
    Collections.reverse(list);
    return list;
  }

  /** Throws it as it is. */
  // The compiler is told a type; nothing is converted.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <R, E extends Throwable> R rethrow(Throwable e) throws E {
    throw (E) e;
  }

  /** What should have happened. */
  interface Call {
    Object run() throws Throwable;
  }

  /** What happens instead. */
  interface Fault {
    Object run(Call right, Object[] arguments) throws Throwable;
  }

  @Override
  public <R> R transact(Work<R> work) {
    return good.transact(tx -> work.run(wrap(tx)));
  }

  final StoreTransaction wrap(StoreTransaction tx) {
    return (StoreTransaction)
        Proxy.newProxyInstance(
            StoreTransaction.class.getClassLoader(),
            new Class<?>[] {StoreTransaction.class},
            (proxy, called, arguments) -> table(called.getName(), invoke(tx, called, arguments)));
  }

  @Override
  public String name() {
    return "broken";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public Set<Capability> capabilities() {
    return claims;
  }

  @Override
  public <R> R join(HostTransaction host, Work<R> work) {
    return good.join(host, work);
  }

  @Override
  public Sink stage(ContentKey key, long resumeAt) {
    return good.stage(key, resumeAt);
  }

  @Override
  public long durable(ContentKey key) {
    return good.durable(key);
  }

  @Override
  public Source content(ContentRef ref) {
    return good.content(ref);
  }

  @Override
  public void discard(ContentKey key) {
    good.discard(key);
  }

  @Override
  public int sweep(Duration age) {
    return good.sweep(age);
  }

  @Override
  public void close() {
    good.close();
  }
}
