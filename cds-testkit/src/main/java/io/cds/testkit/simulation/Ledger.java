package io.cds.testkit.simulation;

import io.cds.api.Attachment;
import io.cds.api.Draft;
import io.cds.api.MessageKey;
import io.cds.api.OpenedMessage;
import io.cds.api.PartyCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people sent, and what hosts took over: written by themselves, outside the system. */
final class Ledger {
  private final List<Sent> sent = new ArrayList<>();
  private final Map<MessageKey, Sent> byKey = new HashMap<>();
  private final List<Taken> taken = new ArrayList<>();

  /** A message that a host took over, in a transaction that committed. */
  record Taken(PartyCode by, MessageKey message, String octets, String idempotencyKey, int step) {}

  /** One that is about to be confirmed. */
  Sent intend(PartyCode from, Draft draft, boolean persevering) throws IOException {
    Sent next = new Sent(sent.size() + 1, from, draft, digest(draft.attachments()), persevering);
    sent.add(next);
    return next;
  }

  /** What the next one is to carry on its cover. */
  String nextMark() {
    return Sent.mark(sent.size() + 1);
  }

  void confirmed(Sent message, MessageKey key) {
    message.confirmed(key);
    byKey.put(key, message);
  }

  void taken(PartyCode by, OpenedMessage message, String octets, int step) {
    taken.add(new Taken(by, message.key(), octets, message.idempotencyKey(), step));
  }

  /** All, in the order of their writing. */
  List<Sent> sent() {
    return sent;
  }

  Optional<Sent> of(MessageKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  List<Taken> taken() {
    return taken;
  }

  List<Taken> taken(PartyCode by, MessageKey message) {
    return taken.stream().filter(t -> t.by().equals(by) && t.message().equals(message)).toList();
  }

  /** What tells one content from another. */
  static String digest(List<Attachment> attachments) throws IOException {
    MessageDigest digest = Trace.sha256();
    for (Attachment attachment : attachments) {
      String head = attachment.name() + " " + attachment.content().length() + "\n";
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      try (InputStream in = attachment.content().open()) {
        digest.update(in.readAllBytes());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
