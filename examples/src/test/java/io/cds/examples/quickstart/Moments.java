package io.cds.examples.quickstart;

import io.cds.api.Sink;
import io.cds.api.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The moments at which something became durable in a process, before and after each; the process
 * ends at the one that its plan names, as {@code kill -9} ends it: nothing is run, closed or
 * flushed.
 */
final class Moments {
  private final Path folder;
  private final String role;
  private final int life;
  private final int last;
  private final List<String> passed = new ArrayList<>();

  private Moments(Path folder, String role, int life, int last) {
    this.folder = folder;
    this.role = role;
    this.life = life;
    this.last = last;
  }

  /**
   * The next life of this role, by the plan in the folder; a life without a word of it is whole.
   */
  static Moments next(Path folder, String role) throws IOException {
    Path lives = folder.resolve(role + ".lives");
    int life = Files.exists(lives) ? Integer.parseInt(Files.readString(lives)) : 0;
    Files.writeString(lives, String.valueOf(life + 1));
    List<Integer> plan = KillPlan.lives(folder, role);
    return new Moments(folder, role, life, life < plan.size() ? plan.get(life) : 0);
  }

  /** The same store, with a moment at each commit that writes, and at each step of content. */
  Store around(Store store) {
    return proxy(
        Store.class,
        (method, arguments) -> {
          if (method.getName().equals("transact")) {
            return transact(store, (Store.Work<?>) arguments[0]);
          }
          Object answer =
              Set.of("stage", "discard", "sweep").contains(method.getName())
                  ? passing(store, method, arguments)
                  : call(store, method, arguments);
          return answer instanceof Sink sink
              ? around(Sink.class, sink, Set.of("write", "finish", "close"))
              : answer;
        });
  }

  /** The same object, with a moment before and after each call of these methods. */
  <T> T around(Class<T> type, T object, Set<String> methods) {
    return proxy(
        type,
        (method, arguments) ->
            methods.contains(method.getName())
                ? passing(object, method, arguments)
                : call(object, method, arguments));
  }

  private <R> R transact(Store store, Store.Work<R> work) {
    AtomicBoolean wrote = new AtomicBoolean();
    R answer =
        store.transact(
            tx -> {
              Connection db = tx.host().unwrap(Connection.class).orElseThrow();
              long before = changes(db);
              R result = work.run(tx);
              wrote.set(changes(db) > before);
              if (wrote.get()) {
                pass("before commit");
              }
              return result;
            });
    if (wrote.get()) {
      pass("after commit");
    }
    return answer;
  }

  private static long changes(Connection db) throws SQLException {
    try (Statement statement = db.createStatement();
        ResultSet row = statement.executeQuery("select total_changes()")) {
      return row.getLong(1);
    }
  }

  private Object passing(Object object, Method method, Object[] arguments) throws Throwable {
    pass("before " + method.getName());
    Object answer = call(object, method, arguments);
    pass("after " + method.getName());
    return answer;
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> calls.answer(method, arguments)));
  }

  private interface Calls {
    Object answer(Method method, Object[] arguments) throws Throwable;
  }

  private static Object call(Object object, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(object, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private synchronized void pass(String moment) {
    passed.add(moment);
    if (passed.size() == last) {
      note();
      Runtime.getRuntime().halt(KillPlan.KILLED);
    }
  }

  /** Writes which moments this life had. */
  synchronized void note() {
    try {
      Files.write(
          folder.resolve(role + "." + life + ".moments"), passed, StandardOpenOption.CREATE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
