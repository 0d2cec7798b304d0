package io.cds.testkit;

import io.cds.api.store.Store;
import io.cds.api.store.StoreTransaction;
import io.cds.testkit.calls.Calls;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;

/**
 * Parts that are right but for one method, to see that a check fails when it should.
 *
 * <p>Threading: as the part that is right.
 */
public final class Faulty {
  private Faulty() {}

  /** What happens instead of a call. */
  @FunctionalInterface
  public interface Fault {
    /**
     * Does it.
     *
     * @param right what should have happened
     * @param arguments of the call; an empty array if it has none
     * @return what the caller gets
     * @throws Throwable what the caller meets
     */
    Object instead(Call right, Object[] arguments) throws Throwable;
  }

  /** What should have happened. */
  @FunctionalInterface
  public interface Call {
    /** Makes the call with these arguments. @throws Throwable as it throws */
    Object with(Object... arguments) throws Throwable;
  }

  /**
   * This part, all methods of one name at fault.
   *
   * @param type an interface
   * @param method one of its own, or of every object
   * @throws IllegalArgumentException if it has no method of this name
   */
  public static <T> T with(Class<T> type, T right, String method, Fault fault) {
    Stream<Method> known = Stream.of(type, Object.class).flatMap(c -> Stream.of(c.getMethods()));
    if (known.noneMatch(one -> one.getName().equals(method))) {
      throw new IllegalArgumentException("[" + type.getName() + "] has no method [" + method + "]");
    }
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, given) -> {
              Object[] arguments = given == null ? new Object[0] : given;
              Call call = instead -> Calls.make(right, called, instead);
              return called.getName().equals(method)
                  ? fault.instead(call, arguments)
                  : call.with(arguments);
            }));
  }

  /**
   * This store, all methods of one name of one table at fault.
   *
   * @param table the name of its method in {@link StoreTransaction}
   * @throws IllegalArgumentException at the first transaction, if there is no such table or method
   */
  public static Store table(Store right, String table, String method, Fault fault) {
    return with(
        Store.class,
        right,
        "transact",
        (call, arguments) -> {
          Store.Work<?> work = (Store.Work<?>) arguments[0];
          Store.Work<?> faulty = tx -> work.run(table(tx, table, method, fault));
          return call.with(faulty);
        });
  }

  private static StoreTransaction table(
      StoreTransaction right, String table, String method, Fault fault) {
    return with(
        StoreTransaction.class,
        right,
        table,
        (call, arguments) -> {
          Class<?> type = StoreTransaction.class.getMethod(table).getReturnType();
          return rows(type, call.with(arguments), method, fault);
        });
  }

  private static <T> T rows(Class<T> type, Object right, String method, Fault fault) {
    return with(type, type.cast(right), method, fault);
  }
}
