package io.cds.core.client;

import io.cds.api.Transmission;
import io.cds.api.spi.Mailbox;
import io.cds.api.store.WorkKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Puts verbs and steps together around one context. */
final class ClientParts {
  /** What nothing touched for this long is no work that somebody will go on with. */
  private static final Duration ORPHAN_AGE = Duration.ofDays(2);

  private final ClientContext context;
  private final HubTie tie;
  private final OwnKeys keys;
  private final Mailbox mailbox;
  private final DirectoryRefresh directory;
  private final RecipientRecords records;
  private final SuiteChoice suites;
  private final SealCheck seals;
  private final WhyNot whyNot;
  private final ReceiptIntake receipts;
  private final ReceiptSigner signer;
  private final ArrivalCheck check;
  private final Staging staging;
  private final StoreArrival store;

  ClientParts(ClientContext context) {
    this.context = context;
    tie = new HubTie(context);
    keys = new OwnKeys(context);
    HubCertificates certificates = new HubCertificates(context, tie);
    mailbox =
        context
            .transport()
            .mailbox(context.party(), new TransmitSigner(context, keys), context.codec());
    directory =
        new DirectoryRefresh(
            context, mailbox, new DirectoryIntake(context, tie, certificates), keys);
    records = new RecipientRecords(context, tie);
    suites = new SuiteChoice(context, keys);
    seals = new SealCheck(context, tie, keys);
    whyNot = new WhyNot(context, tie, keys, records, suites, seals);
    receipts = new ReceiptIntake(context, tie, directory, certificates);
    signer = new ReceiptSigner(context, tie, keys);
    check = new ArrivalCheck(context, tie, directory, new AcceptedTime(context, tie, certificates));
    staging = new Staging(context);
    store = new StoreArrival(context.party());
  }

  Verbs verbs() {
    CheckDraft checkDraft = new CheckDraft(context);
    OpenedView opened = new OpenedView(context);
    return new Verbs(
        checkDraft,
        new Confirm(context, checkDraft, new Keep(context)),
        new Encrypt(
            context,
            tie,
            whyNot,
            directory,
            new SealPlan(context, tie, keys, records, suites),
            keys),
        new Resend(context, whyNot),
        new Export(context, whyNot),
        new ImportZip(context, tie, check, staging, store, signer, receipts),
        new Decrypt(context, tie, whyNot, signer, store),
        new ImportMessage(context, whyNot, opened),
        new Pins(context),
        whyNot,
        opened,
        new Views(context, opened));
  }

  HealthCheck health() {
    return new HealthCheck(context, tie, keys, directory);
  }

  Register registration() {
    StateValues states = tie.states();
    IssuedIntake intake = new IssuedIntake(context);
    Enrol enrol = new Enrol(context, states, new EnrolmentKeys(context, states), intake);
    Publish publish = new Publish(context, tie, keys, mailbox, directory);
    Renew renew = new Renew(context, tie, keys, intake, publish, mailbox);
    return new Register(context, tie, keys, enrol, publish, renew);
  }

  TransmissionRun transmission() {
    Post post = new Post(context, mailbox, new Leases(context, WorkKind.POST));
    HeldBack heldBack = new HeldBack(context, tie.states());
    BackOff backOff = new BackOff(context.settings(), context.random());
    Breaker breaker = new Breaker(context, tie.states(), backOff);
    Leases sends = new Leases(context, WorkKind.SEND);
    AttemptEnd end = new AttemptEnd(context, tie, receipts, sends, heldBack, backOff, breaker);
    ArrivalIntake arrivals = new ArrivalIntake(context, check, staging, store, signer);
    return new TransmissionRun(
        context.party(),
        tie,
        breaker,
        new KeyWarnings(context, keys),
        directory,
        send(sends, heldBack, end),
        List.of(post),
        List.of(
            new FeedIntake(context, tie.states(), mailbox, arrivals, receipts),
            new Fetch(
                context,
                mailbox,
                new Leases(context, WorkKind.FETCH),
                check,
                staging,
                store,
                signer),
            post,
            run -> context.store().sweep(ORPHAN_AGE)),
        new Expire(context, new Leases(context, WorkKind.EXPIRE), end));
  }

  Ticking ticking(Transmission transmission) {
    StateValues states = tie.states();
    DueTime due =
        new DueTime(
            context,
            new ScheduledRuns(states, new SetTimes(context.schedule())),
            new HeldBack(context, states),
            transmission);
    return new Ticking(context, tie, transmission, due, new ServiceWindows(context.schedule()));
  }

  /** One, if the schedule says so. */
  Optional<Listener> listener() {
    if (!context.schedule().listens()) {
      return Optional.empty();
    }
    Breaker breaker =
        new Breaker(context, tie.states(), new BackOff(context.settings(), context.random()));
    return Optional.of(
        new Listener(context, tie, mailbox, breaker, new ServiceWindows(context.schedule())));
  }

  private Send send(Leases leases, HeldBack heldBack, AttemptEnd end) {
    return new Send(
        context,
        leases,
        heldBack,
        seals,
        new Batch(context, mailbox, end),
        new Pieces(context, mailbox, leases, end),
        end);
  }
}
