package io.cds.testkit.transport;

import io.cds.api.spi.EnvelopeCodec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * A codec without cryptography, for whoever moves envelopes and never opens them: it reads and
 * writes {@link PlainForms} and their batch form. Any other method throws {@link
 * UnsupportedOperationException} with its name.
 */
public final class PlainCodec {
  private PlainCodec() {}

  /** The codec. */
  public static EnvelopeCodec create() {
    PlainForms forms = new PlainForms();
    return (EnvelopeCodec)
        Proxy.newProxyInstance(
            EnvelopeCodec.class.getClassLoader(),
            new Class<?>[] {EnvelopeCodec.class},
            (proxy, method, arguments) -> call(forms, method, arguments));
  }

  private static Object call(PlainForms forms, Method wanted, Object[] arguments) throws Throwable {
    try {
      return PlainForms.class
          .getMethod(wanted.getName(), wanted.getParameterTypes())
          .invoke(forms, arguments);
    } catch (NoSuchMethodException e) {
      throw new UnsupportedOperationException(
          "PlainCodec does not have [%s]; it is for transports".formatted(wanted.getName()), e);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
