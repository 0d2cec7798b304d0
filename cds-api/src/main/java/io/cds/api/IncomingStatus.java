package io.cds.api;

import java.util.Locale;

/** Status of an incoming message, with the terms of the original system (docs/glossary.md). */
public enum IncomingStatus {
  /** Arrived, stored, checked from outside; not opened. */
  ENCRYPTED("Encrypted", "已加密"),
  /** Opened and checked whole. */
  DECRYPTED("Decrypted", "已解密"),
  /** Opening failed; may be tried again. */
  DECRYPT_FAIL("Decrypt Fail", "解密失敗"),
  /** Taken over by the host, in one transaction with this status. */
  IMPORTED("Imported", "已匯入"),
  /** The host's handler refused or failed; may be tried again. */
  IMPORT_FAIL("Import Fail", "匯入失敗");

  private final String english;
  private final String chinese;

  IncomingStatus(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  /** The term in Traditional Chinese for a Chinese locale, else in English. */
  public String text(Locale locale) {
    return locale.getLanguage().equals("zh") ? chinese : english;
  }
}
