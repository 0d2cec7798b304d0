package io.cds.api;

/** From the party's own point of view. */
public enum Direction {
  /** 寄發訊息. */
  OUTGOING,
  /** 接收訊息. */
  INCOMING
}
