package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.ATTACHMENT_LIMIT;
import static io.cds.api.envelope.InvalidReason.CONTENT_LIMIT;
import static io.cds.api.envelope.InvalidReason.JSON_LIMIT;
import static io.cds.api.envelope.InvalidReason.MANIFEST_LIMIT;
import static io.cds.api.envelope.InvalidReason.ZIP_LIMIT;

import io.cds.api.envelope.InvalidReason;
import io.cds.crypto.envelope.EnvelopeLimits.Limit;
import java.util.Locale;

/**
 * Valid vectors before a reader whose limit they just keep, and before one whose limit is one less:
 * so that no vector is as large as a default.
 */
final class SetLimits {

  private final Sender sender;
  private final Corpus corpus;

  SetLimits(Sender sender, Corpus corpus) {
    this.sender = sender;
    this.corpus = corpus;
  }

  void add() {
    add(Limit.ATTACHMENTS, 2, ATTACHMENT_LIMIT, "plain");
    add(Limit.ROUTING, sender.head.routing().length(), JSON_LIMIT, "plain");
    add(Limit.MANIFEST, sender.head.manifest().length(), MANIFEST_LIMIT, "plain");
    add(Limit.CONTENT, sender.content.length, CONTENT_LIMIT, "plain");
    add(Limit.JSON_DEPTH, 3, JSON_LIMIT, "plain");
    whole(Limit.RECEIPT, "receipt-delivered-by-transmit");
    whole(Limit.KEY_RECORD, "key-record");
    whole(Limit.KEY_RECORD, "signed-key-request");
    whole(Limit.ANSWER, "directory-answer");
    whole(Limit.ANSWER, "key-request");
    whole(Limit.ANSWER, "issued-keys");
    add(Limit.ZIP_HELD, 3, ZIP_LIMIT, "zip-two");
    add(Limit.ZIP_MESSAGES, 2, ZIP_LIMIT, "zip-two");
    add(Limit.ZIP_ENTRIES, 4, ZIP_LIMIT, "zip-two");
  }

  /** A limit of the octets of one whole object. */
  private void whole(Limit limit, String valid) {
    add(limit, corpus.like("valid/" + valid).shown().get(0).octets().length(), JSON_LIMIT, valid);
  }

  private void add(Limit limit, long least, InvalidReason reason, String valid) {
    String name = (limit + "-of-" + valid).toLowerCase(Locale.ROOT).replace('_', '-');
    VectorText like = corpus.like("valid/" + valid);
    corpus.add(
        VectorText.valid("limit-" + name, "it just keeps the limit")
            .header("limit", limit + " " + least)
            .like(like));
    corpus.add(
        VectorText.fault("limit/" + name, reason, "it exceeds the limit by one")
            .header("limit", limit + " " + (least - 1))
            .like(like));
  }
}
