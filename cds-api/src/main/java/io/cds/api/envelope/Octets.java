package io.cds.api.envelope;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Immutable octets with value equality: copied in and out. Not for secrets. */
public final class Octets {
  private final byte[] value;

  private Octets(byte[] value) {
    this.value = value;
  }

  /** A copy of these octets. */
  public static Octets of(byte[] value) {
    return new Octets(value.clone());
  }

  /** A copy. */
  public byte[] toArray() {
    return value.clone();
  }

  /** A read-only view, without a copy. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(value).asReadOnlyBuffer();
  }

  /** Their number. */
  public int length() {
    return value.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Octets o && Arrays.equals(value, o.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return value.length + " octets";
  }
}
