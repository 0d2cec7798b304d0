package io.cds.examples.folder;

import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the hub's mailbox says to a question, as a parcel; an empty first block says that it did.
 */
final class Answers {
  private Answers() {}

  private static Parcel.Draft good() {
    return new Parcel.Draft().text("");
  }

  static Parcel.Draft beforeKeys(String verb, Parcel body, Enrolment enrolment) throws IOException {
    Parcel.Draft answer = good();
    if (verb.equals("identity")) {
      HubIdentity identity = enrolment.identity();
      answer.text(identity.net().hex()).text(identity.party().value()).octets(identity.root());
      answer.number(identity.receiptCertificates().size());
      identity.receiptCertificates().forEach(answer::octets);
      return answer;
    }
    Optional<EnrolmentAnswer> issued =
        enrolment.enrol(
            new EnrolmentRequest(PartyCode.of(body.text()), body.octets(), body.octets()));
    answer.number(issued.isPresent() ? 1 : 0);
    issued.ifPresent(keys -> answer.octets(keys.answer()).octets(keys.mac()));
    return answer;
  }

  static Parcel.Draft to(String verb, Parcel body, Mailbox mailbox) throws IOException {
    Parcel.Draft answer = good();
    switch (verb) {
      case "submit" -> {
        List<Offer> offers = mailbox.submit(envelopes(body));
        answer.number(offers.size());
        offers.forEach(offer -> Forms.offer(answer, offer));
      }
      case "offer" -> Forms.offer(answer, mailbox.offer(Forms.head(body)));
      case "append" ->
          Forms.offer(
              answer, mailbox.append(MessageId.of(body.text()), body.number(), body.source()));
      case "list" -> list(answer, body, mailbox);
      case "content" -> answer.source(content(body, mailbox));
      case "post" -> {
        mailbox.post(Forms.receipts(body));
        answer.text("");
      }
      case "receipts" -> Forms.receipts(answer, mailbox.receipts(MessageId.of(body.text())));
      case "directory" -> answer.octets(mailbox.directory(parties(body)));
      case "renew" -> {
        Optional<Octets> issued = mailbox.renew(body.octets());
        answer.number(issued.isPresent() ? 1 : 0);
        issued.ifPresent(answer::octets);
      }
      case "publish" -> {
        mailbox.publish(body.octets());
        answer.text("");
      }
      default ->
          throw new IOException(
              "Verb of [" + verb.length() + "] characters; expected a verb of a mailbox");
    }
    return answer;
  }

  private static List<Envelope> envelopes(Parcel body) throws IOException {
    List<Envelope> envelopes = new ArrayList<>();
    int count = body.count();
    for (int i = 0; i < count; i++) {
      envelopes.add(new Envelope(Forms.head(body), body.source()));
    }
    return envelopes;
  }

  private static void list(Parcel.Draft answer, Parcel body, Mailbox mailbox) throws IOException {
    Cursor after = new Cursor(body.text());
    int most = (int) Math.max(1, Math.min(100, body.number()));
    Page<Waiting> page = mailbox.list(after, most, Duration.ofMillis(body.number()));
    answer.number(page.items().size());
    page.items().forEach(item -> Forms.waiting(answer, item));
    answer.text(page.next().value()).number(page.more() ? 1 : 0);
  }

  /** Asked for once before, so that a message that is none is told apart from a broken answer. */
  private static Source content(Parcel body, Mailbox mailbox) throws IOException {
    MessageKey message = Forms.key(body);
    long from = body.number();
    long length = body.number();
    mailbox.content(message, from, length).close();
    return Source.of(length, () -> mailbox.content(message, from, length));
  }

  private static List<PartyCode> parties(Parcel body) throws IOException {
    List<PartyCode> parties = new ArrayList<>();
    int count = body.count();
    for (int i = 0; i < count; i++) {
      parties.add(PartyCode.of(body.text()));
    }
    return parties;
  }
}
