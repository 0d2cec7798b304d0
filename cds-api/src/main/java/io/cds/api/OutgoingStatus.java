package io.cds.api;

import java.util.Locale;

/** Status of an outgoing message, with the terms of the original system (docs/glossary.md). */
public enum OutgoingStatus {
  /** Confirmed, not sealed yet. */
  READY("Ready", "可輸出"),
  /** Sealed, on its way to the hub. */
  PROCESSING("Processing", "處理中"),
  /** The hub has stored it and says so, signed. */
  SENT("Sent", "已輸出"),
  /** Every recipient has it and says so, signed. */
  RECEIVED("Received", "已接收"),
  /** Attempts exhausted or refused; the message is kept, can be sent again or exported. */
  SEND_FAIL("Send Fail", "輸送失敗"),
  /** Turned down by a person before it was sealed; no verb leads here yet. */
  REJECTED("Rejected", "已拒絕"),
  /** Taken back while no recipient had opened it; no verb leads here yet. */
  RECALLED("Recalled", "已撤回"),
  /** Its time to live passed before it was received; a late receipt still makes it RECEIVED. */
  EXPIRED("Expired", "已過期");

  private final String english;
  private final String chinese;

  OutgoingStatus(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  /** The term in Traditional Chinese for a Chinese locale, else in English. */
  public String text(Locale locale) {
    return locale.getLanguage().equals("zh") ? chinese : english;
  }
}
