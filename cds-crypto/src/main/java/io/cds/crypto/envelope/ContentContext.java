package io.cds.crypto.envelope;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cds.api.MessageId;

/** What binds a content to its message: the context of its chunked encryption, section 5.2. */
final class ContentContext {

  private ContentContext() {}

  static byte[] of(MessageId id) {
    return ("cds/1/content/" + id.value()).getBytes(US_ASCII);
  }
}
