package io.cds.examples.house;

import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.PartyCode;
import io.cds.api.Schedule;
import io.cds.api.Source;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Values of any record, in which each text names the component that it stands in: what is printed
 * then tells which components print themselves.
 */
final class MarkedValues {
  private static final Pattern MARK = Pattern.compile("<([A-Za-z.]+)>");
  private static final Sha256 DIGEST = new Sha256("00".repeat(32));
  private static final Octets OCTETS = Octets.of("<Octets.of>".getBytes(StandardCharsets.US_ASCII));

  private static final Map<Class<?>, Object> SAMPLES =
      Map.ofEntries(
          Map.entry(PartyCode.class, PartyCode.of("010300")),
          Map.entry(MessageId.class, new MessageId("019a9e7c-1234-7abc-8def-0123456789ab")),
          Map.entry(Cursor.class, new Cursor("any")),
          Map.entry(Sha256.class, DIGEST),
          Map.entry(Octets.class, OCTETS),
          Map.entry(Source.class, Source.of(OCTETS.toArray())),
          Map.entry(Path.class, Path.of("place")),
          Map.entry(Instant.class, Instant.EPOCH),
          Map.entry(ZonedDateTime.class, ZonedDateTime.parse("2026-09-01T08:00:00Z")),
          Map.entry(Duration.class, Duration.ofDays(1)),
          Map.entry(LocalTime.class, LocalTime.NOON),
          Map.entry(ZoneId.class, ZoneId.of("Asia/Hong_Kong")),
          Map.entry(Schedule.Window.class, new Schedule.Window(LocalTime.NOON, LocalTime.MIDNIGHT)),
          Map.entry(Locale.class, Locale.ENGLISH),
          Map.entry(Object.class, "any"),
          Map.entry(boolean.class, true),
          Map.entry(int.class, 1),
          Map.entry(Integer.class, 1),
          Map.entry(long.class, 1L));

  private MarkedValues() {}

  /** An instance whose texts are marked; of a type that takes one form alone, its sample. */
  static Object of(Class<?> type) {
    if (SAMPLES.containsKey(type)) {
      return SAMPLES.get(type);
    }
    RecordComponent[] components = type.getRecordComponents();
    Object[] values =
        Arrays.stream(components)
            .map(one -> value(one.getGenericType(), name(type, one)))
            .toArray();
    try {
      var canonical =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return canonical.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No sample of [" + type + "]: teach MarkedValues one", e);
    }
  }

  /** The components whose texts stand in what was printed. */
  static Set<String> marks(String printed) {
    Set<String> found = new TreeSet<>();
    MARK.matcher(printed).results().forEach(mark -> found.add(mark.group(1)));
    return found;
  }

  static String name(Class<?> type, RecordComponent component) {
    return type.getCanonicalName().replaceFirst("^[a-z.]+", "") + "." + component.getName();
  }

  private static Object value(Type type, String name) {
    if (type == String.class) {
      return "<" + name + ">";
    }
    if (type instanceof ParameterizedType generic) {
      return wrapped(generic, name);
    }
    if (type instanceof TypeVariable<?> || type instanceof WildcardType) {
      return "any";
    }
    Class<?> plain = (Class<?>) type;
    if (SAMPLES.containsKey(plain)) {
      return SAMPLES.get(plain);
    }
    if (plain.isEnum()) {
      return plain.getEnumConstants()[0];
    }
    if (plain.isRecord()) {
      return of(plain);
    }
    throw new IllegalStateException(
        "No sample of [" + plain + "] for [" + name + "]: teach MarkedValues one");
  }

  private static Object wrapped(ParameterizedType generic, String name) {
    Class<?> raw = (Class<?>) generic.getRawType();
    Type[] of = generic.getActualTypeArguments();
    if (raw == Optional.class) {
      return Optional.of(value(of[0], name));
    }
    if (raw == List.class) {
      return List.of(value(of[0], name));
    }
    if (raw == Set.class) {
      return Set.of(value(of[0], name));
    }
    if (raw == Map.class) {
      return Map.of(value(of[0], name), value(of[1], name));
    }
    throw new IllegalStateException(
        "No sample of [" + generic + "] for [" + name + "]: teach MarkedValues one");
  }
}
