package io.cds.crypto.envelope;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A DER structure that can be changed anywhere; lengths follow by themselves, order does not. */
final class DerTree {

  private static final int CONSTRUCTED = 0x20;

  private int tag;
  private byte[] value;
  private final List<DerTree> children = new ArrayList<>();

  private DerTree(int tag, byte[] value) {
    this.tag = tag;
    this.value = value;
    if ((tag & CONSTRUCTED) != 0) {
      for (int at = 0; at < value.length; at = end(value, at)) {
        children.add(new DerTree(value[at] & 0xff, content(value, at)));
      }
    }
  }

  static DerTree of(byte[] der) {
    return new DerTree(der[0] & 0xff, content(der, 0));
  }

  static DerTree of(int tag, byte[] value) {
    return new DerTree(tag, value.clone());
  }

  private static byte[] content(byte[] der, int at) {
    return Arrays.copyOfRange(der, start(der, at), end(der, at));
  }

  private static int start(byte[] der, int at) {
    return at + 2 + (der[at + 1] < 0 ? der[at + 1] & 0x7f : 0);
  }

  private static int end(byte[] der, int at) {
    int length = der[at + 1];
    if (length < 0) {
      length = 0;
      for (int i = at + 2; i < start(der, at); i++) {
        length = (length << 8) | (der[i] & 0xff);
      }
    }
    return start(der, at) + length;
  }

  /** The part at this path. */
  DerTree at(int... path) {
    DerTree part = this;
    for (int index : path) {
      part = part.children.get(index);
    }
    return part;
  }

  List<DerTree> children() {
    return children;
  }

  byte[] value() {
    return value.clone();
  }

  DerTree tag(int other) {
    tag = other;
    return this;
  }

  DerTree value(byte[] other) {
    value = other.clone();
    children.clear();
    children.addAll(new DerTree(tag, other).children);
    return this;
  }

  /** Becomes another part. */
  void become(byte[] der) {
    DerTree other = of(der);
    tag = other.tag;
    value(other.value);
  }

  /** An element around other octets. */
  static byte[] wrapped(int tag, byte[] inner) {
    return new DerTree(tag & ~CONSTRUCTED, inner).tag(tag).encoded(inner);
  }

  byte[] octets() {
    byte[] inner = value;
    if ((tag & CONSTRUCTED) != 0) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      children.forEach(child -> all.writeBytes(child.octets()));
      inner = all.toByteArray();
    }
    return encoded(inner);
  }

  private byte[] encoded(byte[] inner) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (inner.length < 0x80) {
      out.write(inner.length);
    } else {
      int digits = inner.length < 0x100 ? 1 : inner.length < 0x10000 ? 2 : 3;
      out.write(0x80 | digits);
      for (int i = digits - 1; i >= 0; i--) {
        out.write(inner.length >>> (8 * i));
      }
    }
    out.writeBytes(inner);
    return out.toByteArray();
  }
}
