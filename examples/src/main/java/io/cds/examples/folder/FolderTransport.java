package io.cds.examples.folder;

import io.cds.api.CdsException;
import io.cds.api.Cursor;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.TransportException;
import io.cds.api.Watch;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.Enrolment;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.RequestSigner;
import io.cds.api.spi.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The party's side: asks a hub that looks into the same folder. */
public final class FolderTransport implements Transport {
  private final Questions questions;
  private Optional<Mailbox> last = Optional.empty();

  private FolderTransport(Path folder) {
    this.questions = new Questions(new Post(folder));
  }

  /** A transport through this folder, which must be there. */
  public static FolderTransport through(Path folder) {
    return new FolderTransport(folder);
  }

  @Override
  public String name() {
    return "folder";
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public synchronized Mailbox mailbox(PartyCode self, RequestSigner signer, EnvelopeCodec codec) {
    Mailbox mailbox = new FolderMailbox(questions, signer);
    last = Optional.of(mailbox);
    return mailbox;
  }

  @Override
  public Enrolment enrolment() {
    return new Enrolment() {
      @Override
      public HubIdentity identity() {
        return questions.ask(
            new Parcel.Draft().text("identity"), Optional.empty(), Duration.ZERO, this::identity);
      }

      private HubIdentity identity(Parcel answer) throws IOException {
        Sha256 net = new Sha256(answer.text());
        PartyCode party = PartyCode.of(answer.text());
        Octets root = answer.octets();
        List<Octets> certificates = new ArrayList<>();
        int count = answer.count();
        for (int i = 0; i < count; i++) {
          certificates.add(answer.octets());
        }
        return new HubIdentity(net, party, root, certificates);
      }

      @Override
      public Optional<EnrolmentAnswer> enrol(EnrolmentRequest request) {
        Parcel.Draft question = new Parcel.Draft().text("enrol");
        question.text(request.party().value()).octets(request.request()).octets(request.mac());
        return questions.ask(
            question,
            Optional.empty(),
            Duration.ZERO,
            answer ->
                answer.number() == 1
                    ? Optional.of(new EnrolmentAnswer(answer.octets(), answer.octets()))
                    : Optional.empty());
      }
    };
  }

  @Override
  public synchronized List<Link> probe(Watch watch) {
    List<Link> links = new ArrayList<>();
    links.add(link("folder", () -> enrolment().identity()));
    last.filter(mailbox -> links.get(0).problem().isEmpty())
        .ifPresent(
            mailbox ->
                links.add(
                    link("registration", () -> mailbox.list(Cursor.START, 1, Duration.ZERO))));
    return links;
  }

  private static Link link(String name, Runnable attempt) {
    try {
      attempt.run();
      return new Link(name, "the hub answers", Optional.empty());
    } catch (CdsException e) {
      return new Link(name, "", Optional.of(e.problem()));
    }
  }

  /** The hub is not there: transient, as all failures of a transport. */
  static TransportException away(String detail) {
    return new TransportException(
        Problem.of(ProblemCode.HUB_UNREACHABLE, detail), Optional.empty(), null);
  }

  @Override
  public void close() {}
}
