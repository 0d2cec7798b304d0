package io.cds.core.simulation;

import io.cds.api.ContentRef;
import io.cds.api.HostTransaction;
import io.cds.api.Sink;
import io.cds.api.Source;
import io.cds.api.store.Capability;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import io.cds.api.store.StoreTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;

/** A store that is right but for one method of one table, or for a whole transaction. */
class FaultyTables implements Store {
  final Store right;
  private final String table;
  private final String method;
  private final Fault fault;

  /** Of this table this method is at fault. */
  FaultyTables(Store right, String table, String method, Fault fault) {
    this.right = right;
    this.table = table;
    this.method = method;
    this.fault = fault;
  }

  /** What happens in place of a call. */
  interface Fault {
    Object instead(Call right, Object[] arguments) throws Throwable;
  }

  /** What should have happened. */
  interface Call {
    Object with(Object... arguments) throws Throwable;
  }

  @Override
  public <R> R transact(Work<R> work) {
    return right.transact(tx -> work.run(faulty(tx)));
  }

  private StoreTransaction faulty(StoreTransaction tx) {
    return proxy(
        StoreTransaction.class,
        (called, arguments) -> {
          Object found = invoke(tx, called, arguments);
          return called.getName().equals(table) ? faulty(called.getReturnType(), found) : found;
        });
  }

  private Object faulty(Class<?> type, Object rows) {
    return proxy(
        type,
        (called, arguments) ->
            called.getName().equals(method)
                ? fault.instead(given -> invoke(rows, called, given), arguments)
                : invoke(rows, called, arguments));
  }

  private interface Handler {
    Object handle(Method called, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> handler.handle(called, arguments)));
  }

  static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public Set<Capability> capabilities() {
    return right.capabilities();
  }

  @Override
  public <R> R join(HostTransaction host, Work<R> work) {
    return right.join(host, work);
  }

  @Override
  public Sink stage(ContentKey key, long resumeAt) {
    return right.stage(key, resumeAt);
  }

  @Override
  public long durable(ContentKey key) {
    return right.durable(key);
  }

  @Override
  public Source content(ContentRef ref) {
    return right.content(ref);
  }

  @Override
  public void discard(ContentKey key) {
    right.discard(key);
  }

  @Override
  public int sweep(Duration age) {
    return right.sweep(age);
  }

  @Override
  public void close() {
    right.close();
  }
}
