package io.cds.core.hub;

import io.cds.api.Actor;
import io.cds.api.CdsException;
import io.cds.api.CdsHub;
import io.cds.api.EnrolmentCode;
import io.cds.api.Health;
import io.cds.api.KeyAccess;
import io.cds.api.KeyEvent;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.Mailbox;
import io.cds.api.store.PartyRow;
import io.cds.core.KeyHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A node of a hub: all that lasts is in the store. */
final class Hub implements CdsHub {
  private final HubParts parts;
  private final ReceiptKey key;
  private final Signals signals = new Signals();
  private final Services services;
  private final Admission admission;
  private final Answering answering;
  private final Revocation revocation;
  private final Endpoint endpoint;
  private Optional<Ticker> ticker = Optional.empty();

  Hub(HubParts parts, Optional<Answering.Office> office) {
    this.parts = parts;
    this.key = new ReceiptKey(parts);
    Retrying retrying = new Retrying(parts.store());
    EnrolmentCodes codes = new EnrolmentCodes(parts);
    EnrolmentLedger ledger = new EnrolmentLedger(parts, retrying);
    RenewalCheck renewals = new RenewalCheck(parts);
    this.answering = new Answering(codes, ledger, renewals, new Issuing(parts, key), office);
    this.services = Services.of(parts, key, signals, new RenewalDesk(renewals, ledger, answering));
    this.revocation = new Revocation(parts, retrying);
    this.admission = new Admission(parts, codes, retrying);
    this.endpoint =
        new Endpoint(parts, services, new EnrolmentDesk(parts, key, codes, ledger, answering));
    office.ifPresent(by -> requireRoot(by.authority()));
    key.current(parts.clock().instant());
    parts.store().sweep(parts.limits().orphanAge());
  }

  @Override
  public HubIdentity identity() {
    return key.identity();
  }

  @Override
  public HubEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public Mailbox mailbox(PartyCode party) {
    if (row(party).isEmpty()) {
      throw new CdsException(Problem.of(ProblemCode.NOT_REGISTERED, party.value()));
    }
    return new PartyMailbox(
        party, parts, services, () -> row(party).flatMap(PartyRow::record).isPresent());
  }

  @Override
  public EnrolmentCode admit(PartyCode party, String name, String chineseName, Actor actor) {
    return admission.admit(party, name, chineseName, actor);
  }

  @Override
  public List<KnownKey> keys(PartyCode party) {
    return parts.store().read(tx -> PartyUses.keys(tx, parts.party(), party));
  }

  @Override
  public List<Sha256> revoke(PartyCode party, Set<KeyUse> uses, Instant invalidSince, Actor actor) {
    return revocation.revoke(party, key -> uses.contains(key.use()), invalidSince, actor);
  }

  @Override
  public List<Sha256> revoke(
      PartyCode party, Sha256 certificate, Instant invalidSince, Actor actor) {
    return revocation.revoke(party, key -> key.digest().equals(certificate), invalidSince, actor);
  }

  @Override
  public List<KeyEvent> keyHistory(PartyCode party) {
    return parts.store().read(tx -> KeyHistory.of(tx, party));
  }

  @Override
  public int answerEnrolments(CertificateAuthority authority, KeyAccess access) {
    requireRoot(authority);
    return answering.answerAll(new Answering.Office(authority, access));
  }

  @Override
  public Health health() {
    return new HubHealth(parts, key).look();
  }

  @Override
  public int tick() {
    int handedOn = services.fanOut().run(Optional.empty());
    int forgotten = services.forgetting().run();
    parts.store().sweep(parts.limits().orphanAge());
    return handedOn + forgotten;
  }

  @Override
  public synchronized void start() {
    if (ticker.isEmpty()) {
      ticker = Optional.of(Ticker.start(this::tick, parts.limits().tick()));
    }
  }

  @Override
  public void close() {
    signals.close();
    stopTicking();
    parts.store().close();
    parts.vault().close();
  }

  private synchronized void stopTicking() {
    ticker.ifPresent(Ticker::close);
  }

  private Optional<PartyRow> row(PartyCode party) {
    return parts.store().read(tx -> tx.parties().find(new PartyRow.Key(parts.party(), party)));
  }

  private void requireRoot(CertificateAuthority authority) {
    if (!authority.root().equals(parts.root())) {
      throw new CdsException(
          Problem.of(
              ProblemCode.KEY_MISSING,
              "certificate authority of root "
                  + parts.codec().sha256(authority.root().toArray())
                  + ", the hub's root is "
                  + parts.net()));
    }
  }
}
