package io.cds.examples.hostile;

import io.cds.api.Cursor;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Waiting;
import io.cds.api.spi.ZipWriter;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The true hub with somebody in front of it who puts other answers into its listings. */
final class EvilHub {
  private final Map<MessageKey, Octets> contents = new HashMap<>();
  private Optional<Function<Cursor, Page<Waiting>>> lists = Optional.empty();
  private Optional<byte[]> zip = Optional.empty();

  /** The next listing has these, and nothing after them. */
  synchronized void serve(List<Waiting> items) {
    lists =
        Optional.of(
            cursor -> {
              lists = Optional.empty();
              return new Page<>(items, cursor, false);
            });
  }

  /** From now on listings are these; nothing to become honest again. */
  synchronized void listing(Optional<Function<Cursor, Page<Waiting>>> pages) {
    lists = pages;
  }

  /** What is fetched as the content of this message. */
  synchronized void content(MessageKey key, Octets octets) {
    contents.put(key, octets);
  }

  /** The next .zip that is written is this one. */
  synchronized void zip(byte[] octets) {
    zip = Optional.of(octets.clone());
  }

  /** In front of this one. */
  HubEndpoint before(HubEndpoint hub) {
    EnvelopeCodec codec = codec(hub.codec(), this::takeZip, Map.of());
    return proxy(
        HubEndpoint.class,
        hub,
        (method, arguments) ->
            switch (method.getName()) {
              case "codec" -> Optional.of(codec);
              case "mailbox" -> Optional.of(mailbox((Mailbox) call(hub, method, arguments)));
              default -> Optional.empty();
            });
  }

  private Mailbox mailbox(Mailbox mailbox) {
    return proxy(
        Mailbox.class,
        mailbox,
        (method, arguments) ->
            switch (method.getName()) {
              case "list" -> list((Cursor) arguments[0]);
              case "content" ->
                  content((MessageKey) arguments[0], (long) arguments[1], (long) arguments[2]);
              default -> Optional.empty();
            });
  }

  private synchronized Optional<Object> list(Cursor cursor) {
    return lists.map(pages -> pages.apply(cursor));
  }

  private synchronized Optional<Object> content(MessageKey key, long from, long length) {
    return Optional.ofNullable(contents.get(key))
        .map(
            octets ->
                new ByteArrayInputStream(
                    Arrays.copyOfRange(octets.toArray(), (int) from, (int) (from + length))));
  }

  private synchronized Optional<byte[]> takeZip() {
    Optional<byte[]> taken = zip;
    zip = Optional.empty();
    return taken;
  }

  /** A codec that writes another .zip, and says of some octets what others would say. */
  static EnvelopeCodec codec(
      EnvelopeCodec real,
      java.util.function.Supplier<Optional<byte[]>> zip,
      Map<Octets, Octets> as) {
    return proxy(
        EnvelopeCodec.class,
        real,
        (method, arguments) -> {
          if (method.getName().equals("zipWriter")) {
            OutputStream out = (OutputStream) arguments[0];
            return zip.get().map(octets -> raw(out, octets));
          }
          boolean other = method.getName().equals("peek") && as.containsKey(arguments[0]);
          return other ? Optional.of(real.peek(as.get(arguments[0]))) : Optional.empty();
        });
  }

  private static ZipWriter raw(OutputStream out, byte[] octets) {
    return (ZipWriter)
        Proxy.newProxyInstance(
            EvilHub.class.getClassLoader(),
            new Class<?>[] {ZipWriter.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("finish")) {
                out.write(octets);
                out.flush();
              }
              return null;
            });
  }

  /** Answers some calls; nothing for those that go through. */
  @FunctionalInterface
  private interface Answers {
    Optional<Object> to(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, T real, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            EvilHub.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Optional<Object> answer = answers.to(method, arguments);
              return answer.isPresent() ? answer.get() : call(real, method, arguments);
            }));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
