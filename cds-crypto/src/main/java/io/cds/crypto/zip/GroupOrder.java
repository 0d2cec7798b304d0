package io.cds.crypto.zip;

import static io.cds.api.envelope.InvalidReason.ZIP_LIMIT;
import static io.cds.api.envelope.InvalidReason.ZIP_PROFILE;

import io.cds.api.MessageId;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.ZipForm;
import io.cds.crypto.zip.EntryName.Part;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Proves that entries come in the order of the form and that every message has the parts it needs.
 */
final class GroupOrder {

  private final ZipForm form;
  private final int maxMessages;
  private final Set<MessageId> seen = new HashSet<>();
  private final EnumSet<Part> parts = EnumSet.noneOf(Part.class);
  private int receipts;

  GroupOrder(ZipForm form, int maxMessages) {
    this.form = form;
    this.maxMessages = maxMessages;
  }

  /** A message begins. */
  void begin(MessageId message) {
    if (!seen.add(message)) {
      throw refused("the parts of a message do not stand together");
    }
    if (seen.size() > maxMessages) {
      throw new InvalidEnvelopeException(
          ZIP_LIMIT, "more than [" + maxMessages + "] messages in one .zip");
    }
    parts.clear();
    receipts = 0;
  }

  /** A part of the message comes. */
  void part(EntryName name) {
    for (Part earlier : parts) {
      boolean again = earlier == name.part() && earlier != Part.RECEIPT;
      if (earlier.compareTo(name.part()) > 0 || again) {
        throw refused("the parts of a message are not in order");
      }
    }
    if (name.part() == Part.RECEIPT && name.number() != ++receipts) {
      throw refused("the receipts of a message are not numbered from 001 on");
    }
    if (name.part() == Part.CONTENT && !head()) {
      throw refused("a content comes without its routing record and manifest");
    }
    parts.add(name.part());
  }

  /** The message ends. */
  void end() {
    boolean anyHead =
        parts.contains(Part.ROUTING)
            || parts.contains(Part.ROUTING_MLDSA)
            || parts.contains(Part.MANIFEST);
    if (anyHead && !head()) {
      throw refused("a message has a routing record or a manifest alone");
    }
    if (anyHead && form == ZipForm.FILE && !parts.contains(Part.CONTENT)) {
      throw refused("a message has no content");
    }
  }

  private boolean head() {
    return parts.contains(Part.ROUTING) && parts.contains(Part.MANIFEST);
  }

  private static InvalidEnvelopeException refused(String what) {
    return new InvalidEnvelopeException(ZIP_PROFILE, what);
  }
}
