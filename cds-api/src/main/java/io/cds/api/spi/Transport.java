package io.cds.api.spi;

import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.Watch;
import java.util.List;
import java.util.Optional;

/** A way to a hub. Implemented by plugins; HTTP is the default. */
public interface Transport extends Provider, AutoCloseable {
  /** The party's mailbox at the hub; no I/O yet. */
  Mailbox mailbox(PartyCode self, RequestSigner signer, EnvelopeCodec codec);

  /** Registration with the hub; no I/O yet. */
  Enrolment enrolment();

  /** Tries each link to the hub in order and stops at the first that fails. */
  List<Link> probe(Watch watch);

  @Override
  void close();

  /** One link: what was tried, and the problem if it failed. */
  record Link(String name, String detail, Optional<Problem> problem) {}
}
