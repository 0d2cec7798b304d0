package io.cds.testkit.transport;

import static io.cds.testkit.transport.TransportFault.enrolment;
import static io.cds.testkit.transport.TransportFault.mailbox;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.Page;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import io.cds.testkit.Faulty;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Transports by which something else arrives than was sent. */
final class TransportFaults {
  private static final Duration SHORT = Duration.ofMillis(300);

  private TransportFaults() {}

  static List<TransportFault> all() {
    List<TransportFault> all = new ArrayList<>(envelopes());
    all.addAll(content());
    all.addAll(receipts());
    all.addAll(listings());
    all.addAll(keys());
    return all;
  }

  private static List<TransportFault> envelopes() {
    // Long: one fault after another.
    String small = "aSmallEnvelopeIsAcceptedAndWaitsForItsRecipientWithContentAndReceipt";
    return List.of(
        mailbox(
            small,
            "the answer must bring the hub's one receipt",
            "submit",
            offers(o -> new Offer(o.key(), o.durable(), List.of(), o.problem()))),
        mailbox(
            small,
            "must come along with a page",
            "list",
            page(w -> waiting(w, w.contentLength(), Optional.empty()))),
        mailbox(
            "l04TheSameEnvelopeTwiceIsAnsweredWithTheSameReceipts",
            "the same envelope again must be answered the same",
            "submit",
            secondTime(offers(o -> new Offer(o.key(), 0, List.of(), o.problem())))),
        mailbox(
            "aHundredEnvelopesAreAnsweredInTheirOrder",
            "answer [0] must be that of envelope [0]",
            "submit",
            (right, arguments) -> {
              List<Object> offers = new ArrayList<>((List<?>) right.with(arguments));
              Collections.reverse(offers);
              return offers;
            }),
        mailbox(
            "aHundredEnvelopesAreAnsweredInTheirOrder",
            "page after page must bring every envelope",
            "list",
            (right, arguments) -> {
              Page<?> page = (Page<?>) right.with(arguments);
              int half = page.items().size() / 2;
              return new Page<>(page.items().subList(0, half), page.next(), page.more());
            }),
        mailbox(
            "aHundredEnvelopesAreAnsweredInTheirOrder",
            "the last page must say that it is the last",
            "list",
            (right, arguments) -> {
              Page<?> page = (Page<?>) right.with(arguments);
              return new Page<>(page.items(), page.next(), true);
            }),
        mailbox(
            "messagesOfTwoSendersWithOneIdBothArrive",
            "told apart by sender and id",
            "list",
            (right, arguments) -> {
              Page<?> page = (Page<?>) right.with(arguments);
              Set<MessageId> seen = new HashSet<>();
              List<?> once =
                  page.items().stream().filter(w -> seen.add(((Waiting) w).key().id())).toList();
              return new Page<>(once, page.next(), page.more());
            }));
  }

  private static List<TransportFault> content() {
    String large = "largeContentGoesOnAfterAnyInterruptionWhereTheHubStands";
    return List.of(
        mailbox(
            large,
            "an offer again must say what the hub holds by now",
            "offer",
            (right, arguments) -> fresh((Offer) right.with(arguments))),
        mailbox(
            large,
            "a stretch of content must begin and end where it was asked for",
            "content",
            (right, arguments) -> {
              Object length = arguments[2];
              arguments[2] = (long) arguments[1] + (long) length;
              arguments[1] = 0L;
              InputStream whole = (InputStream) right.with(arguments);
              return (long) length == 0 ? InputStream.nullInputStream() : whole;
            }),
        mailbox(
            "aMessageWithoutContentTravels",
            "content of no octets is content",
            "list",
            page(w -> waiting(w, w.contentLength(), w.content().filter(c -> c.length() > 0)))));
  }

  private static Offer fresh(Offer offer) {
    return new Offer(offer.key(), 0, offer.receipts(), offer.problem());
  }

  private static List<TransportFault> receipts() {
    String back = "receiptsTravelBackAndPostingThemAgainChangesNothing";
    return List.of(
        mailbox(
            back,
            "the sender must get the hub's receipt and the one posted, once",
            "post",
            (right, arguments) -> null),
        mailbox(
            back,
            "receipts wait without an envelope",
            "list",
            page(
                w ->
                    new Waiting(
                        w.key(),
                        w.head().or(() -> Optional.of(anyHead(w))),
                        w.contentLength(),
                        w.content(),
                        w.receipts()))));
  }

  private static EnvelopeHead anyHead(Waiting waiting) {
    return PlainForms.head(waiting.key().from(), waiting.key().id(), 0, List.of(), new byte[1]);
  }

  private static List<TransportFault> listings() {
    String waits = "aListingThatWaitsIsAnsweredWhenSomethingComes";
    return List.of(
        mailbox(
                waits,
                "the wait of a listing must reach the hub",
                "list",
                (right, arguments) -> {
                  arguments[2] = Duration.ZERO;
                  return right.with(arguments);
                })
            .within(SHORT),
        mailbox(
                waits,
                "when something comes, not when its wait is over",
                "list",
                (right, arguments) -> {
                  Object page = right.with(arguments);
                  long wait = SHORT.toMillis() * 3;
                  boolean woken = new CountDownLatch(1).await(wait, TimeUnit.MILLISECONDS);
                  return woken ? null : page;
                })
            .within(SHORT),
        mailbox(
            "anEmptyListingTellsWhereToGoOn",
            "an empty page must bring the hub's cursor too",
            "list",
            (right, arguments) -> {
              Page<?> page = (Page<?>) right.with(arguments);
              return page.items().isEmpty() ? new Page<>(List.of(), Cursor.START, false) : page;
            }));
  }

  private static List<TransportFault> keys() {
    // Long: one fault after another.
    String renewal = "renewalIsAnsweredPendingOrRefused";
    String enrolment = "enrolmentIsAnsweredPendingOrRefused";
    return List.of(
        mailbox(
            "keyRecordsAndDirectoryAnswersTravelUnchanged",
            "must come out octet for octet, for all parties named",
            "directory",
            (right, arguments) -> {
              arguments[0] = ((List<?>) arguments[0]).subList(0, 1);
              return right.with(arguments);
            }),
        mailbox(
            "keyRecordsAndDirectoryAnswersTravelUnchanged",
            "must come out octet for octet",
            "publish",
            (right, arguments) -> right.with(Octets.of(new byte[1]))),
        mailbox(
            renewal,
            "a renewal's answer must be carried",
            "renew",
            (right, arguments) -> Optional.empty()),
        mailbox(
            renewal,
            "must be told as RENEWAL_REFUSED",
            "renew",
            (right, arguments) -> {
              try {
                return right.with(arguments);
              } catch (CdsException e) {
                throw new CdsException(Problem.of(ProblemCode.HUB_FAILED), e);
              }
            }),
        enrolment(
            enrolment,
            "an enrolment's answer and its MAC must come out octet for octet",
            "enrol",
            (right, arguments) ->
                ((Optional<?>) right.with(arguments))
                    .map(answer -> swapped((EnrolmentAnswer) answer))),
        enrolment(
            enrolment,
            "a refused enrolment must be told as ENROLMENT_REFUSED",
            "enrol",
            (right, arguments) -> {
              try {
                return right.with(arguments);
              } catch (CdsException e) {
                return Optional.empty();
              }
            }));
  }

  private static EnrolmentAnswer swapped(EnrolmentAnswer answer) {
    return new EnrolmentAnswer(answer.mac(), answer.mac());
  }

  private static Waiting waiting(Waiting w, long length, Optional<Source> content) {
    return new Waiting(w.key(), w.head(), length, content, w.receipts());
  }

  private static Faulty.Fault offers(UnaryOperator<Offer> broken) {
    return (right, arguments) ->
        ((List<?>) right.with(arguments)).stream().map(o -> broken.apply((Offer) o)).toList();
  }

  private static Faulty.Fault page(UnaryOperator<Waiting> broken) {
    return (right, arguments) -> {
      Page<?> page = (Page<?>) right.with(arguments);
      List<?> items = page.items().stream().map(w -> broken.apply((Waiting) w)).toList();
      return new Page<>(items, page.next(), page.more());
    };
  }

  /** The first call is right. */
  private static Faulty.Fault secondTime(Faulty.Fault fault) {
    List<Object> calls = new ArrayList<>();
    return (right, arguments) -> {
      calls.add(right);
      return calls.size() == 1 ? right.with(arguments) : fault.instead(right, arguments);
    };
  }
}
