package io.cds.examples.folder;

import io.cds.api.Cursor;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Page;
import io.cds.api.PartyCode;
import io.cds.api.Source;
import io.cds.api.envelope.Envelope;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.SignedReceipt;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.Offer;
import io.cds.api.spi.RequestSigner;
import io.cds.api.spi.Waiting;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Each call is one signed question. */
final class FolderMailbox implements Mailbox {
  private final Questions questions;
  private final Optional<RequestSigner> signer;

  FolderMailbox(Questions questions, RequestSigner signer) {
    this.questions = questions;
    this.signer = Optional.of(signer);
  }

  private <R> R ask(Parcel.Draft question, Questions.Reading<R> reading) {
    return questions.ask(question, signer, Duration.ZERO, reading);
  }

  @Override
  public List<Offer> submit(List<Envelope> envelopes) {
    Parcel.Draft question = new Parcel.Draft().text("submit").number(envelopes.size());
    for (Envelope envelope : envelopes) {
      Forms.head(question, envelope.head());
      question.source(envelope.content());
    }
    return ask(
        question,
        answer -> {
          List<Offer> offers = new ArrayList<>();
          int count = answer.count();
          for (int i = 0; i < count; i++) {
            offers.add(Forms.offer(answer));
          }
          return offers;
        });
  }

  @Override
  public Offer offer(EnvelopeHead head) {
    Parcel.Draft question = new Parcel.Draft().text("offer");
    Forms.head(question, head);
    return ask(question, Forms::offer);
  }

  @Override
  public Offer append(MessageId id, long offset, Source piece) {
    return ask(
        new Parcel.Draft().text("append").text(id.value()).number(offset).source(piece),
        Forms::offer);
  }

  @Override
  public Page<Waiting> list(Cursor after, int most, Duration wait) {
    Parcel.Draft question = new Parcel.Draft().text("list").text(after.value());
    question.number(most).number(wait.toMillis());
    return questions.ask(
        question,
        signer,
        wait,
        answer -> {
          List<Waiting> items = new ArrayList<>();
          int count = answer.count();
          for (int i = 0; i < count; i++) {
            items.add(Forms.waiting(answer));
          }
          return new Page<>(items, new Cursor(answer.text()), answer.number() == 1);
        });
  }

  @Override
  public InputStream content(MessageKey message, long from, long length) throws IOException {
    Parcel.Draft question = new Parcel.Draft().text("content");
    Forms.key(question, message);
    question.number(from).number(length);
    Questions.Answer answer = questions.ask(question, signer, Duration.ZERO);
    return new FilterInputStream(answer.parcel.source().open()) {
      @Override
      public void close() throws IOException {
        super.close();
        answer.close();
      }
    };
  }

  @Override
  public void post(List<SignedReceipt> receipts) {
    Parcel.Draft question = new Parcel.Draft().text("post");
    Forms.receipts(question, receipts);
    ask(question, Parcel::text);
  }

  @Override
  public List<SignedReceipt> receipts(MessageId id) {
    return ask(new Parcel.Draft().text("receipts").text(id.value()), Forms::receipts);
  }

  @Override
  public Octets directory(List<PartyCode> parties) {
    Parcel.Draft question = new Parcel.Draft().text("directory").number(parties.size());
    parties.forEach(party -> question.text(party.value()));
    return ask(question, Parcel::octets);
  }

  @Override
  public Optional<Octets> renew(Octets signedRequest) {
    return ask(
        new Parcel.Draft().text("renew").octets(signedRequest),
        answer -> answer.number() == 1 ? Optional.of(answer.octets()) : Optional.empty());
  }

  @Override
  public void publish(Octets keyRecord) {
    ask(new Parcel.Draft().text("publish").octets(keyRecord), Parcel::text);
  }
}
