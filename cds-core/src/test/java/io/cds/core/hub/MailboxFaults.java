package io.cds.core.hub;

import static io.cds.core.hub.MailboxFault.breaking;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Waiting;
import io.cds.core.hub.MailboxFault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Mailboxes at fault when they tell what waits, take receipts, or refuse. */
final class MailboxFaults {
  private static final Duration SHORT = Duration.ofMillis(300);

  private MailboxFaults() {}

  static List<MailboxFault> all() {
    List<MailboxFault> all = new ArrayList<>(listings());
    all.addAll(receipts());
    all.addAll(refusals());
    all.addAll(directory());
    return all;
  }

  private static List<MailboxFault> listings() {
    // Long: one fault after another.
    String pages = "pages_follow_each_other_without_gap_and_without_repetition";
    String waits = "a_listing_that_waits_is_answered_when_something_comes";
    return List.of(
        breaking(
            pages,
            "must bring each thing once, oldest first",
            "list",
            (good, self, right, arguments) -> right.with(Cursor.START, arguments[1], arguments[2])),
        breaking(
            pages,
            "an empty page must give the place that was asked for",
            "list",
            (good, self, right, arguments) -> {
              Page<?> page = (Page<?>) right.with(arguments);
              return page.items().isEmpty() ? new Page<>(List.of(), Cursor.START, false) : page;
            }),
        breaking(
            waits,
            "a listing that waits must bring what comes",
            "list",
            (good, self, right, arguments) ->
                arguments[2].equals(Duration.ZERO)
                    ? right.with(arguments)
                    : new Page<>(List.of(), Cursor.START, false)),
        breaking(
                waits,
                "when something comes, not when its wait is over",
                "list",
                (good, self, right, arguments) -> {
                  Object page = right.with(arguments);
                  long wait = ((Duration) arguments[2]).toMillis();
                  boolean woken = new CountDownLatch(1).await(wait, TimeUnit.MILLISECONDS);
                  return woken ? null : page;
                })
            .within(SHORT));
  }

  private static List<MailboxFault> receipts() {
    // Long: one fault after another.
    String back = "receipts_come_back_to_the_sender_once_however_often_they_are_posted";
    String testify = "nobody_testifies_for_another_or_about_what_it_was_not_handed";
    return List.of(
        breaking(
            back,
            "must be given, each once, by receipts()",
            "receipts",
            (good, self, right, arguments) -> ((List<?>) right.with(arguments)).subList(0, 1)),
        breaking(
            back,
            "a receipt that was posted again must wait once",
            "list",
            items(
                items -> {
                  List<Waiting> twice = new ArrayList<>(items);
                  twice.addAll(items);
                  return twice;
                })),
        breaking(
            testify,
            "a receipt that another party signed must be refused",
            "post",
            (good, self, right, arguments) -> {
              good.mailbox(PartyCode.of("EDB")).post(posted(arguments));
              return null;
            }),
        breaking(
            testify, "a receipt by who is not a recipient must be refused", "post", swallowed(2)));
  }

  private static List<SignedReceipt> posted(Object[] arguments) {
    return ((List<?>) arguments[0]).stream().map(SignedReceipt.class::cast).toList();
  }

  /** A fault: from the n-th refusal on nothing is refused. */
  private static Fault swallowed(int from) {
    List<CdsException> refused = new ArrayList<>();
    return (good, self, right, arguments) -> {
      try {
        return right.with(arguments);
      } catch (CdsException e) {
        refused.add(e);
        if (refused.size() < from) {
          throw e;
        }
        return null;
      }
    };
  }

  private static List<MailboxFault> refusals() {
    String alike = "unknown_and_foreign_messages_are_answered_alike";
    List<Problem> answered = new ArrayList<>();
    return List.of(
        breaking(
            alike,
            "must be an UNKNOWN_MESSAGE",
            "receipts",
            (good, self, right, arguments) -> List.of()),
        breaking(
            alike,
            "in the words of one that is not there",
            "content",
            (good, self, right, arguments) -> {
              try {
                return right.with(arguments);
              } catch (CdsException e) {
                answered.add(e.problem());
                String detail = answered.size() == 1 ? "never heard of" : "not yours";
                throw new CdsException(Problem.of(ProblemCode.UNKNOWN_MESSAGE, detail), e);
              }
            }));
  }

  private static List<MailboxFault> directory() {
    String asked = "the_directory_answers_for_parties_and_takes_the_same_question_again";
    List<Object> answered = new ArrayList<>();
    return List.of(
        breaking(
            asked,
            "answer the same question a first time",
            "directory",
            (good, self, right, arguments) -> Octets.of(new byte[0])),
        breaking(
            asked,
            "answer the same question a second time",
            "directory",
            (good, self, right, arguments) -> {
              answered.add(right);
              return answered.size() == 1 ? right.with(arguments) : Octets.of(new byte[0]);
            }));
  }

  /** A fault: each thing that waits is told otherwise. */
  static Fault page(UnaryOperator<Waiting> broken) {
    return items(items -> items.stream().map(broken).toList());
  }

  /** A fault: other things wait. */
  static Fault items(UnaryOperator<List<Waiting>> broken) {
    return (good, self, right, arguments) -> {
      Page<?> page = (Page<?>) right.with(arguments);
      List<Waiting> items = page.items().stream().map(Waiting.class::cast).toList();
      return new Page<>(broken.apply(items), page.next(), page.more());
    };
  }
}
