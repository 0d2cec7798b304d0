package io.cds.core.hub;

import static io.cds.core.hub.MailboxFault.breaking;

import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.Page;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import io.cds.core.hub.MailboxFault.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Mailboxes at fault when envelopes are handed in. */
final class OfferFaults {
  private OfferFaults() {}

  static List<MailboxFault> all() {
    List<MailboxFault> all = new ArrayList<>(accepted());
    all.addAll(pieces());
    all.addAll(damaged());
    all.addAll(others());
    return all;
  }

  private static List<MailboxFault> accepted() {
    // Long: one fault after another.
    String l01 = "l01_an_accepted_envelope_waits_for_its_recipient_with_the_same_receipt";
    String l04 = "l04_a_repeated_envelope_is_answered_with_the_same_receipt_and_waits_once";
    String many = "many_envelopes_are_answered_and_listed_in_their_order";
    return List.of(
        breaking(l01, "must be answered with one receipt", "submit", offers(OfferFaults::unsaid)),
        breaking(
            l01,
            "what the hub accepted must wait for its recipient",
            "list",
            (good, self, right, arguments) -> new Page<>(List.of(), Cursor.START, false)),
        breaking(
            l01,
            "sender and recipient must get the same receipt",
            "list",
            MailboxFaults.page(
                w -> new Waiting(w.key(), w.head(), w.contentLength(), w.content(), List.of()))),
        breaking(l04, "by offer()", "offer", offer(OfferFaults::unsaid)),
        breaking(l04, "by submit()", "submit", secondTime(offers(OfferFaults::unsaid))),
        breaking(l04, "must wait once", "list", MailboxFaults.items(OfferFaults::twice)),
        breaking(
            many,
            "each envelope must have its answer, in the order of the envelopes",
            "submit",
            (good, self, right, arguments) -> backwards((List<?>) right.with(arguments))),
        breaking(
            many,
            "envelopes must wait in the order in which they came",
            "list",
            MailboxFaults.items(OfferFaults::backwards)),
        breaking(
            many,
            "the last page must say that it is the last",
            "list",
            (good, self, right, arguments) -> {
              Page<?> page = (Page<?>) right.with(arguments);
              return new Page<>(page.items(), page.next(), true);
            }));
  }

  private static List<MailboxFault> pieces() {
    String pieces = "pieces_go_on_after_any_interruption_where_the_hub_stands";
    return List.of(
        breaking(
            pieces,
            "an offer again must say what the hub holds by now",
            "offer",
            offer(o -> new Offer(o.key(), 0, o.receipts(), o.problem()))),
        breaking(
            pieces,
            "a stretch of content must begin and end where it was asked for",
            "content",
            (good, self, right, arguments) -> right.with(arguments[0], 0L, arguments[2])),
        breaking(
            pieces,
            "the last piece must be answered with one receipt",
            "append",
            offer(OfferFaults::unsaid)));
  }

  private static List<MailboxFault> damaged() {
    String damaged = "octets_damaged_on_the_way_are_never_accepted_and_never_final";
    return List.of(
        breaking(
            damaged,
            "must be answered with the problem",
            "append",
            offer(o -> new Offer(o.key(), o.durable(), o.receipts(), Optional.empty()))),
        breaking(
            damaged,
            "content of another SHA-256 than the routing record's must get no receipt",
            "append",
            offer(o -> new Offer(o.key(), o.durable(), List.of(anyReceipt()), o.problem()))),
        breaking(
            damaged,
            "damaged content must be dropped, to be handed in anew",
            "append",
            offer(o -> new Offer(o.key(), Math.max(1, o.durable()), o.receipts(), o.problem()))));
  }

  private static SignedReceipt anyReceipt() {
    return new SignedReceipt(Octets.of(new byte[] {1}));
  }

  private static List<MailboxFault> others() {
    // Long: one fault after another.
    String another = "another_message_of_an_accepted_id_is_refused_and_the_first_stays";
    return List.of(
        breaking(
            another,
            "must get a refusal beside the first's",
            "submit",
            offers(o -> new Offer(o.key(), o.durable(), o.receipts().subList(0, 1), o.problem()))),
        breaking(
            another,
            "the first message's receipt must stay as it is",
            "submit",
            offers(o -> new Offer(o.key(), o.durable(), backwards(o.receipts()), o.problem()))),
        breaking(
            "l02_nobody_hands_in_what_another_party_signed",
            "an envelope that another party signed must get no receipt",
            "submit",
            (good, self, right, arguments) -> {
              List<Envelope> envelopes =
                  ((List<?>) arguments[0]).stream().map(Envelope.class::cast).toList();
              Offer known = good.mailbox(self).submit(envelopes).get(0);
              return good.mailbox(known.key().from()).submit(envelopes);
            }),
        breaking(
            "messages_of_two_senders_with_one_id_both_arrive",
            "told apart by sender and id",
            "list",
            MailboxFaults.items(
                items -> {
                  Set<MessageId> seen = new HashSet<>();
                  return items.stream().filter(w -> seen.add(w.key().id())).toList();
                })));
  }

  /** The same without its receipts. */
  private static Offer unsaid(Offer o) {
    return new Offer(o.key(), o.durable(), List.of(), o.problem());
  }

  private static <T> List<T> backwards(List<T> list) {
    List<T> back = new ArrayList<>(list);
    Collections.reverse(back);
    return back;
  }

  private static <T> List<T> twice(List<T> list) {
    List<T> both = new ArrayList<>(list);
    both.addAll(list);
    return both;
  }

  private static Fault offer(UnaryOperator<Offer> broken) {
    return (good, self, right, arguments) -> broken.apply((Offer) right.with(arguments));
  }

  private static Fault offers(UnaryOperator<Offer> broken) {
    return (good, self, right, arguments) ->
        ((List<?>) right.with(arguments)).stream().map(o -> broken.apply((Offer) o)).toList();
  }

  /** The first call is right. */
  private static Fault secondTime(Fault fault) {
    List<Object> calls = new ArrayList<>();
    return (good, self, right, arguments) -> {
      calls.add(right);
      return calls.size() == 1 ? right.with(arguments) : fault.run(good, self, right, arguments);
    };
  }
}
