package io.cds.api;

import java.util.List;
import java.util.Locale;

/** Stable codes of problems, each with text and cure in two languages; never renamed or reused. */
public enum ProblemCode {
  /** This party is not registered with the hub. */
  NOT_REGISTERED(
      "This party is not registered with the hub.",
      "本機構尚未在聯遞中心登記。",
      "Register first with the enrolment code from the authority's letter.",
      "請先用當局信件上的登記碼完成系統註冊。"),
  /** The recipient is not in the directory. */
  UNKNOWN_RECIPIENT(
      "The recipient is not in the directory.",
      "收件機構不在名錄內。",
      "Check the party code; ask the authority whether the recipient is registered.",
      "請核對機構編號，並向當局查詢對方是否已登記。"),
  /** The recipient has no valid key to seal to. */
  RECIPIENT_KEY_MISSING(
      "The recipient has no valid key to seal to.",
      "收件機構沒有有效的密碼匙。",
      "The recipient must submit a new key; try again when the directory has it.",
      "對方須提交新密碼匙，待名錄更新後再試。"),
  /** The recipient registered anew, and no key of it that was known vouches for that. */
  RECIPIENT_REENROLLED(
      "The recipient registered anew, and no key of it that was known vouches for that.",
      "收件機構重新註冊，而舊有密碼匙未能證明新密碼匙。",
      "Ask it, not through the hub, for the SHA-256 of its SIGN certificate, then accept the key.",
      "請經聯遞中心以外的途徑向對方核對 SIGN 憑證的 SHA-256，然後接納該密碼匙。"),
  /** A key that the message was sealed with has ended. */
  SEAL_OUTDATED(
      "A key that it was sealed with has ended.", "加密所用的密碼匙已失效。", "Encrypt it again.", "請再次加密。"),
  /** Sender or a recipient demands suite 2 (post-quantum), and not all of them can. */
  PQ_REQUIRED(
      "Post-quantum sealing is demanded, and one of the parties cannot do it.",
      "有機構要求以抗量子方式加密，但其中有機構未能做到。",
      "The party named must register anew to get the keys for it; or send to the others apart.",
      "所列機構須重新註冊以取得抗量子密碼匙；或另行傳送給其他機構。"),
  /** The school key has lapsed. */
  KEY_EXPIRED(
      "The school key has lapsed.",
      "學校密碼匙已過期。",
      "Submit a new key to the authority, then try again.",
      "請向當局提交新密碼匙，然後再試。"),
  /** A key that is needed is not in the vault. */
  KEY_MISSING(
      "A key that is needed is not in the vault.",
      "密碼匙庫內沒有所需的密碼匙。",
      "Restore the vault that holds it, or register again.",
      "請還原存有該密碼匙的密碼匙庫，或重新註冊。"),
  /** The passphrase does not open the key vault. */
  WRONG_PASSPHRASE(
      "The passphrase does not open the key vault.",
      "密碼匙的通行碼不正確。",
      "Type the school key's passphrase again; nothing was changed.",
      "請重新輸入學校密碼匙的通行碼；資料未有改動。"),
  /** The token with the key does not answer. */
  TOKEN_MISSING(
      "The token with the key does not answer.",
      "未能讀取存有密碼匙的裝置。",
      "Insert the card or token; check its library and slot in the settings, then try again.",
      "請插入智能卡或裝置，檢查設定內的程式庫及插槽，然後再試。"),
  /** The token's PIN is locked. */
  TOKEN_LOCKED(
      "The token's PIN is locked after too many wrong tries, or has lapsed.",
      "裝置的個人密碼因多次輸入錯誤而鎖上，或已過期。",
      "Have who issued the token unlock it or set a new PIN; nothing was changed.",
      "請由發卡者解鎖或重設個人密碼；資料未有改動。"),
  /** The message's status does not allow this. */
  WRONG_STATUS(
      "The message's status does not allow this.",
      "訊息現時的狀況不容許這項操作。",
      "See the statuses in which the action is allowed.",
      "請參閱容許這項操作的訊息狀況。"),
  /** This user has no right to do this. */
  NOT_ALLOWED(
      "This user has no right to do this.",
      "用戶沒有這項操作的權限。",
      "Ask the CDS administrator for the right.",
      "請向聯遞系統管理員申請權限。"),
  /** The message has errors. */
  CHECK_FAILED(
      "The message has errors.",
      "訊息有錯誤。",
      "Mend every error of the check report, then confirm again.",
      "請修正檢核報告內所有錯誤，然後再確定。"),
  /** There is no such message. */
  UNKNOWN_MESSAGE(
      "There is no such message.",
      "沒有這則訊息。",
      "Check the message id; the message may belong to another party.",
      "請核對訊息編號；該訊息可能屬於其他機構。"),
  /** The hub does not answer. */
  HUB_UNREACHABLE(
      "The hub does not answer.",
      "未能連接聯遞中心。",
      "Check network and connection; the message is kept and tried again at the next transmission. After the last attempt it can be sent again, or exported as .zip.",
      "請檢查網絡及連線；訊息已保留，下次傳送時會再試。用盡次數後，可再傳送或匯出為 .zip。"),
  /** The hub's address is wrong: what answers there, if anything, is not the hub. */
  HUB_WRONG_ADDRESS(
      "The hub's address is wrong: what answers there, if anything, is not the hub.",
      "聯遞中心的網址不正確：該處即使有回應，也不是聯遞中心。",
      "Check the endpoint URL in the settings.",
      "請檢查設定內的網址。"),
  /** The hub is not the one that this party registered with. */
  HUB_UNTRUSTED(
      "The hub is not the one that this party registered with.",
      "聯遞中心與登記時的不符。",
      "Do not send. Compare the root's SHA-256 with the authority's letter.",
      "請勿傳送；請與當局信件上的根憑證 SHA-256 核對。"),
  /** The directory lists a key of this party that this installation did not make. */
  OWN_KEY_UNKNOWN(
      "The directory lists a key of this party that this installation did not make.",
      "名錄列有本機構的密碼匙，但並非由本系統產生。",
      "Nothing is sent from here. If this party registered anew elsewhere, retire this installation; if not, tell the authority at once.",
      "本系統已停止傳送。如本機構已在別處重新登記，請停用本系統；否則請立即通知當局。"),
  /** The hub is busy. */
  HUB_BUSY(
      "The hub is busy.",
      "聯遞中心繁忙。",
      "Nothing to do: the transmission is tried again later.",
      "無須處理，系統稍後會再傳送。"),
  /** The hub's store is full. */
  HUB_FULL(
      "The hub's store is full.",
      "聯遞中心的儲存空間已滿。",
      "Tell the authority; the message is kept and tried again.",
      "請通知當局；訊息已保留並會再試。"),
  /** The hub could not do this now. */
  HUB_FAILED(
      "The hub could not do this now.",
      "聯遞中心暫時未能處理。",
      "Nothing to do: it is tried again; tell the authority if it persists.",
      "無須處理，系統會再試；如持續發生請通知當局。"),
  /** The hub's address is not protected by TLS. */
  INSECURE_ADDRESS(
      "The hub's address is not protected by TLS.",
      "聯遞中心的網址沒有 TLS 保護。",
      "Use an https address; plain http is for loopback only.",
      "請使用 https 網址；http 只限本機測試。"),
  /** The secure connection to the hub failed. */
  TLS_FAILED(
      "The secure connection to the hub failed.",
      "未能與聯遞中心建立安全連線。",
      "Check the hub's certificate, the proxy and this machine's clock.",
      "請檢查聯遞中心的憑證、代理伺服器及本機時鐘。"),
  /** This machine's clock differs from the hub's by more than 5 minutes. */
  CLOCK(
      "This machine's clock differs from the hub's by more than 5 minutes.",
      "本機時鐘與聯遞中心相差超過 5 分鐘。",
      "Set the clock (time server), then try again.",
      "請校正時鐘（時間伺服器），然後再試。"),
  /** The hub does not accept this installation's requests. */
  REQUEST_REFUSED(
      "The hub does not accept this installation's requests.",
      "聯遞中心不接受本系統的要求。",
      "Check that this installation's key is registered and was not replaced by a newer one.",
      "請確認本系統的密碼匙已登記，且未被較新的取代。"),
  /** The message was refused, signed. */
  REFUSED(
      "The message was refused, signed.",
      "訊息被拒收（已簽署）。",
      "See the refusal's code; mend the cause and send a new message.",
      "請參閱拒收代碼，糾正後另發新訊息。"),
  /** The message's time to live has passed. */
  EXPIRED(
      "The message's time to live has passed.",
      "訊息的有效期已過。",
      "Send it anew as a new message.",
      "請以新訊息重新傳送。"),
  /** The message could not be sent in the attempts allowed. */
  ATTEMPTS_EXHAUSTED(
      "The message could not be sent in the attempts allowed.",
      "已用盡傳送次數，訊息仍未送出。",
      "See the last problem; send again, or export as .zip.",
      "請參閱最後的問題；可再傳送或匯出為 .zip。"),
  /** The envelope is not valid. */
  INVALID_ENVELOPE(
      "The envelope is not valid.",
      "信封無效。",
      "Ask the sender to send it again; the reason is in the log.",
      "請寄件機構再傳送；原因見紀錄。"),
  /** The .zip is not in the export form. */
  INVALID_ZIP(
      "The .zip is not in the export form.",
      "該 .zip 並非匯出格式。",
      "Ask the sender to export it again and hand it over unchanged.",
      "請寄件機構重新匯出，並原封交付。"),
  /** The message is addressed to another party. */
  NOT_FOR_ME(
      "The message is addressed to another party.",
      "訊息的收件機構不是本機構。",
      "Hand the .zip to the party named in it.",
      "請把 .zip 交給指定的收件機構。"),
  /** Another message with the same id was stored before. */
  ID_CONFLICT(
      "Another message with the same id was stored before.",
      "已存有相同編號的另一則訊息。",
      "Ask the sender to send it as a new message.",
      "請寄件機構以新訊息傳送。"),
  /** The message is larger than the limit. */
  TOO_LARGE(
      "The message is larger than the limit.",
      "訊息超出大小上限。",
      "Split the message, or ask the authority for a higher limit.",
      "請分拆訊息，或向當局申請提高上限。"),
  /** An attachment's name is not allowed. */
  BAD_NAME(
      "An attachment's name is not allowed.",
      "附件名稱不符合規定。",
      "Rename the file: no path, no control characters, at most 255 octets, no two alike.",
      "請更改檔名：不可含路徑或控制字元，最多 255 位元組，不可重複。"),
  /** The host did not take the message over. */
  IMPORT_REFUSED(
      "The host did not take the message over.",
      "系統未能匯入訊息。",
      "See the detail; mend the cause and import again.",
      "請參閱詳情，糾正後再匯入。"),
  /** There is no room left in the store. */
  STORE_FULL(
      "There is no room left in the store.",
      "儲存空間不足。",
      "Make room on the disk; nothing was lost, try again.",
      "請騰出磁碟空間；資料未有遺失，請再試。"),
  /** The store could not do this. */
  STORE_FAILED(
      "The store could not do this.",
      "儲存系統未能完成操作。",
      "See the detail and the log; nothing was half done.",
      "請參閱詳情及紀錄；沒有只做了一半的資料。"),
  /** The work was taken over by another worker meanwhile. */
  STALE_LEASE(
      "The work was taken over by another worker meanwhile.",
      "工作已由另一程序接手。",
      "Nothing to do.",
      "無須處理。"),
  /** The enrolment was refused. */
  ENROLMENT_REFUSED(
      "The enrolment was refused.",
      "登記不獲接受。",
      "Check code, party code and root SHA-256 against the letter; a code works once, 30 days, and for 5 tries.",
      "請與信件核對登記碼、機構編號及根憑證；登記碼只可用一次，30 日內有效，最多試 5 次。"),
  /** The hub has the enrolment request; its certificates are not issued yet. */
  ENROLMENT_PENDING(
      "The hub has the enrolment request; its certificates are not issued yet.",
      "聯遞中心已收到登記申請，憑證尚未簽發。",
      "Try again later; the same request is kept.",
      "請稍後再試；申請已保留。"),
  /** The keys cannot be renewed. */
  RENEWAL_REFUSED(
      "The keys cannot be renewed.",
      "未能更新密碼匙。",
      "Renew in a key's last 90 days, once, and never after revocation; else a new code is needed.",
      "只可在密碼匙屆滿前 90 日內更新一次，被撤銷後不可；否則須申請新的登記碼。"),
  /** The hub's directory answer is too old. */
  DIRECTORY_STALE(
      "The hub's directory answer is too old.",
      "名錄資料已過時。",
      "Run a transmission to fetch a fresh one; check the clock.",
      "請執行傳送以更新名錄，並檢查時鐘。"),
  /** The work was cancelled. */
  CANCELLED(
      "The work was cancelled.",
      "操作已取消。",
      "Start it again: it goes on from where it stood.",
      "可重新開始，會由中斷處繼續。"),
  /** A provider does not fit this version. */
  PROVIDER_MISMATCH(
      "A provider does not fit this version.",
      "外掛程式版本不符。",
      "Use a provider made for the SPI version named in the detail.",
      "請使用符合所列 SPI 版本的外掛程式。"),
  /** A part that is needed was neither given nor found. */
  PROVIDER_MISSING(
      "A part that is needed was neither given nor found.",
      "缺少所需的元件。",
      "Put its jar on the path, or hand the part to the builder.",
      "請把其 jar 加入路徑，或直接交給 builder。");

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
  private final List<String> words;

  ProblemCode(String english, String chinese, String englishCure, String chineseCure) {
    this.words = List.of(english, chinese, englishCure, chineseCure);
  }

  /** What is wrong, one sentence, in Traditional Chinese for a Chinese locale, else in English. */
  public String text(Locale locale) {
    return locale.getLanguage().equals("zh") ? words.get(1) : words.get(0);
  }

  /** What to do, one sentence. */
  public String cure(Locale locale) {
    return locale.getLanguage().equals("zh") ? words.get(3) : words.get(2);
  }
}
