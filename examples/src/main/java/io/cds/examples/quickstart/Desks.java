package io.cds.examples.quickstart;

import io.cds.api.Cursor;
import io.cds.api.Desk;
import io.cds.api.IncomingMessage;
import io.cds.api.MessageId;
import io.cds.api.Outcome;
import io.cds.api.OutgoingMessage;
import io.cds.api.OutgoingStatus;
import io.cds.api.Page;
import io.cds.api.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What both parties' processes do with a desk. */
final class Desks {
  private Desks() {}

  /** The outgoing message that carries this reference of the school's own. */
  static Optional<OutgoingMessage> outgoing(Desk desk, String reference) {
    return allOutgoing(desk).stream()
        .filter(m -> m.heading().schoolReference().equals(Optional.of(reference)))
        .findFirst();
  }

  static List<OutgoingMessage> allOutgoing(Desk desk) {
    return all(after -> desk.outgoing(after, 100));
  }

  static List<IncomingMessage> allIncoming(Desk desk) {
    return all(after -> desk.incoming(after, 100));
  }

  private static <T> List<T> all(Function<Cursor, Page<T>> pages) {
    Page<T> page = pages.apply(Cursor.START);
    List<T> all = new ArrayList<>(page.items());
    while (page.more()) {
      page = pages.apply(page.next());
      all.addAll(page.items());
    }
    return all;
  }

  /** Whether the hub has it; what failed to go, if the hub was away meanwhile, is sent again. */
  static boolean sent(Desk desk, OutgoingMessage message) {
    if (message.status() == OutgoingStatus.SEND_FAIL) {
      done("resend", desk.resend(message.key().id()));
    }
    return message.status() == OutgoingStatus.SENT || message.status() == OutgoingStatus.RECEIVED;
  }

  /** The answer to one of our messages. */
  static Optional<IncomingMessage> replyTo(Desk desk, MessageId ours) {
    return allIncoming(desk).stream()
        .filter(
            m ->
                m.opened()
                    .flatMap(o -> o.heading().replyTo())
                    .filter(key -> key.id().equals(ours))
                    .isPresent())
        .findFirst();
  }

  /** Goes on if the verb was done, and says why not otherwise. */
  static void done(String verb, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      throw new QuickstartFailure(verb + " was refused: " + texts(refused.reasons()));
    }
    if (outcome instanceof Outcome.Failed failed) {
      throw new QuickstartFailure(verb + " failed: " + texts(List.of(failed.problem())));
    }
    if (outcome instanceof Outcome.Cancelled) {
      throw new QuickstartFailure(verb + " was cancelled");
    }
  }

  /** Problems in both languages, with their cures. */
  static String texts(List<Problem> problems) {
    List<String> texts = new ArrayList<>();
    for (Problem problem : problems) {
      texts.add(
          problem.code()
              + " "
              + problem.text(Locale.ENGLISH)
              + " / "
              + problem.text(Locale.TRADITIONAL_CHINESE));
    }
    return String.join("; ", texts);
  }
}
