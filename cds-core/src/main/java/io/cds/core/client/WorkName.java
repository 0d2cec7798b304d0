package io.cds.core.client;

import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;

/** Work about another party's message is named {@code sender/id}. */
final class WorkName {
  private WorkName() {}

  static MessageKey parse(String name) {
    int slash = name.indexOf('/');
    return new MessageKey(
        PartyCode.of(name.substring(0, slash)), MessageId.of(name.substring(slash + 1)));
  }
}
