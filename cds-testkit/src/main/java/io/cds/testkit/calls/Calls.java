package io.cds.testkit.calls;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;

/** Calls of mailboxes and of registration, and of anything else by its method. */
public final class Calls {
  private static final Set<String> LASTING =
      Set.of("submit", "offer", "append", "post", "publish", "renew", "enrol");

  private Calls() {}

  /** Whether the hub keeps something of a call of this name. */
  public static boolean lasting(String call) {
    return LASTING.contains(call);
  }

  /** Makes a call. @throws Throwable what the method throws, as it is */
  public static Object make(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
