package io.cds.store.jdbc.sql;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One row of a result, its columns by name, in the words of the API. */
public final class Row {
  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  /** Text. */
  public String text(String column) {
    return optionalText(column).orElseThrow(() -> missing(column));
  }

  /** Text, if it is not null. */
  public Optional<String> optionalText(String column) {
    try {
      return Optional.ofNullable(result.getString(column));
    } catch (SQLException e) {
      throw Fault.of("row", "read column " + column, e);
    }
  }

  /** A number. */
  public long number(String column) {
    return optionalNumber(column).orElseThrow(() -> missing(column));
  }

  /** A number, if it is not null. */
  public Optional<Long> optionalNumber(String column) {
    try {
      long value = result.getLong(column);
      return result.wasNull() ? Optional.empty() : Optional.of(value);
    } catch (SQLException e) {
      throw Fault.of("row", "read column " + column, e);
    }
  }

  /** A number that fits 32 bits. */
  public int smallNumber(String column) {
    return Math.toIntExact(number(column));
  }

  /** 1 is true. */
  public boolean flag(String column) {
    return number(column) == 1;
  }

  /** A time. */
  public Instant instant(String column) {
    return Instant.ofEpochMilli(number(column));
  }

  /** A time, if it is not null. */
  public Optional<Instant> optionalInstant(String column) {
    return optionalNumber(column).map(Instant::ofEpochMilli);
  }

  /** Octets. */
  public Octets octets(String column) {
    return optionalOctets(column).orElseThrow(() -> missing(column));
  }

  /** Octets, if they are not null. */
  public Optional<Octets> optionalOctets(String column) {
    return Optional.ofNullable(bytes(column)).map(Octets::of);
  }

  /** Octets, uncopied. */
  public byte[] piece(String column) {
    byte[] octets = bytes(column);
    if (octets == null) {
      throw missing(column);
    }
    return octets;
  }

  private byte @Nullable [] bytes(String column) {
    try {
      return result.getBytes(column);
    } catch (SQLException e) {
      throw Fault.of("row", "read column " + column, e);
    }
  }

  /** A party. */
  public PartyCode party(String column) {
    return PartyCode.of(text(column));
  }

  /** The message that these two columns name. */
  public MessageKey message(String sender, String id) {
    return new MessageKey(party(sender), MessageId.of(text(id)));
  }

  /** A digest. */
  public Sha256 digest(String column) {
    return new Sha256(text(column));
  }

  /** A constant, by its name. */
  public <E extends Enum<E>> E constant(Class<E> type, String column) {
    return Enum.valueOf(type, text(column));
  }

  /** What {@code read} makes of the row, if this column is not null. */
  public <R> Optional<R> where(String column, Function<Row, R> read) {
    return optionalText(column).map(present -> read.apply(this));
  }

  private static IllegalStateException missing(String column) {
    return new IllegalStateException(
        "Column [" + column + "] is null; expected a value: the schema says so");
  }
}
