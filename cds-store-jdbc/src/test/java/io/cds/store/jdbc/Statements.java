package io.cds.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Notes the statements that a store runs through a data source, each once with its last values. */
final class Statements {
  private final Map<String, Noted> noted = new LinkedHashMap<>();

  /**
   * A statement that was run.
   *
   * @param values what set each of them, by place
   */
  record Noted(String sql, Map<Integer, Setting> values) {
    /** The same after these words, with the same values. */
    PreparedStatement after(String words, Connection connection) throws SQLException {
      PreparedStatement prepared = connection.prepareStatement(words + sql);
      for (Setting value : values.values()) {
        call(value.setter, prepared, value.arguments.toArray());
      }
      return prepared;
    }
  }

  record Setting(Method setter, List<Object> arguments) {}

  /** All so far. */
  List<Noted> noted() {
    return new ArrayList<>(noted.values());
  }

  /** Forgets them. */
  void clear() {
    noted.clear();
  }

  DataSource over(DataSource source) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Object result = call(method, source, arguments);
          return result instanceof Connection connection ? over(connection) : result;
        });
  }

  private Connection over(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object result = call(method, connection, arguments);
          return result instanceof PreparedStatement prepared
              ? over(prepared, (String) arguments[0])
              : result;
        });
  }

  private PreparedStatement over(PreparedStatement prepared, String sql) {
    Map<Integer, Setting> values = new TreeMap<>();
    noted.put(sql, new Noted(sql, values));
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (method.getName().startsWith("set") && arguments.length == 2) {
            values.put((Integer) arguments[0], new Setting(method, List.of(arguments)));
          }
          return call(method, prepared, arguments);
        });
  }

  private interface Handler {
    @Nullable Object handle(Method method, Object[] arguments) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                handler.handle(method, arguments == null ? new Object[0] : arguments)));
  }

  private static @Nullable Object call(Method method, Object target, Object... arguments)
      throws SQLException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw new AssertionError(method.getName(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(method.getName(), e);
    }
  }
}
