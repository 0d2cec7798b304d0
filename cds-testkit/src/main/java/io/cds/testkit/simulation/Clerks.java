package io.cds.testkit.simulation;

import io.cds.api.IncomingMessage;
import io.cds.api.IncomingStatus;
import io.cds.api.MessageId;
import io.cds.api.MessageKey;
import io.cds.api.Outcome;
import io.cds.api.OutgoingMessage;
import io.cds.api.OutgoingStatus;
import io.cds.api.Problem;
import io.cds.api.TransmissionReport;
import io.cds.api.Watch;
import io.cds.api.ZipReport;
import io.cds.api.envelope.Octets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What people do at their desks. */
final class Clerks {
  private static final int LATELY = 12;

  private final World world;
  private final Cast cast;
  private final Drafts drafts;
  private final List<Parcel> parcels = new ArrayList<>();

  Clerks(World world, Cast cast) {
    this.world = world;
    this.cast = cast;
    this.drafts = new Drafts(world);
  }

  /** A .zip that somebody carries around. */
  private record Parcel(Sent message, Octets octets) {}

  /** A new message; who is not told how confirming it ended looks at the desk. */
  void write() {
    List<Place> who = cast.correspondents();
    Place from = who.get(0);
    Sent message = drafts.next(from, who.subList(1, who.size()));
    world.attempt(
        from,
        "confirms " + message + " to " + message.to(),
        () -> {
          MessageId id = from.desk().confirm(message.draft());
          world.ledger.confirmed(message, new MessageKey(from.party(), id));
          return "its id is " + id;
        });
    if (message.key().isEmpty()) {
      world.attempt(from, "looks for " + message, () -> look(from, message));
    }
    if (world.dice.percent(65)) {
      encrypt(message);
    }
  }

  private String look(Place from, Sent message) {
    Optional<OutgoingMessage> found =
        from.outgoing().stream()
            .filter(m -> m.heading().description().equals(message.draft().heading().description()))
            .findFirst();
    found.ifPresent(m -> world.ledger.confirmed(message, m.key()));
    return found.isPresent() ? "there, " + found.get().status() : "not there";
  }

  void encrypt() {
    lately().ifPresent(this::encrypt);
  }

  void encrypt(Sent message) {
    message.key().ifPresent(key -> encrypt(message, key.id()));
  }

  private void encrypt(Sent message, MessageId id) {
    Place from = world.place(message.from());
    world.attempt(
        from,
        "encrypts " + message,
        () -> {
          Outcome outcome = from.desk().encrypt(id, world.cryptography.person(), Watch.none());
          if (outcome.done()) {
            message.sealed();
          }
          return words(outcome);
        });
  }

  void resend() {
    lately().ifPresent(this::resend);
  }

  void resend(Sent message) {
    Place from = world.place(message.from());
    message
        .key()
        .ifPresent(
            key ->
                world.attempt(
                    from, "resends " + message, () -> words(from.desk().resend(key.id()))));
  }

  /** Somebody gives up on the hub. */
  void export() {
    List<Sent> failed = world.ledger.sent().stream().filter(message -> failed(message)).toList();
    if (!failed.isEmpty()) {
      export(world.dice.pick(failed));
    }
  }

  private boolean failed(Sent message) {
    return message.key().isPresent()
        && world
            .place(message.from())
            .status(message.key().get())
            .equals(Optional.of(OutgoingStatus.SEND_FAIL));
  }

  private void export(Sent message) {
    Place from = world.place(message.from());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MessageId id = message.key().orElseThrow().id();
    world.attempt(
        from,
        "exports " + message,
        () -> {
          Outcome outcome = from.desk().export(id, out, Watch.none());
          if (outcome.done()) {
            parcels.add(new Parcel(message, Octets.of(out.toByteArray())));
          }
          return words(outcome);
        });
  }

  /** Somebody gets a .zip: mostly whom it is for, mostly undamaged. */
  void takeParcel() {
    if (!parcels.isEmpty()) {
      Parcel parcel = world.dice.pick(parcels);
      Place by =
          world.dice.percent(85)
              ? world.place(world.dice.pick(parcel.message.to()))
              : cast.someone();
      byte[] whole = parcel.octets().toArray();
      byte[] octets =
          world.dice.percent(8) ? Arrays.copyOf(whole, world.dice.below(whole.length)) : whole;
      String what = octets.length < whole.length ? " cut short" : "";
      world.attempt(
          by, "takes the .zip of " + parcel.message + what, () -> take(by, octets, world.trace));
    }
  }

  private static String take(Place by, byte[] octets, Trace trace) throws IOException {
    ZipReport report = by.desk().importZip(new ByteArrayInputStream(octets), Watch.none());
    report.entries().forEach(e -> trace.count(".zip: " + e.result()));
    return report.entries().stream()
        .map(e -> e.result() + e.problem().map(p -> " " + p.code()).orElse(""))
        .collect(Collectors.joining(", "));
  }

  /** Somebody opens and imports some of what came. */
  void read() {
    Place place = cast.someone();
    List<IncomingMessage> left = look(place);
    for (int i = 0; i < 3 && !left.isEmpty(); i++) {
      read(place, world.dice.pick(left));
      left = look(place);
    }
  }

  private List<IncomingMessage> look(Place place) {
    List<IncomingMessage> left = new ArrayList<>();
    world.attempt(
        place,
        "looks at what came",
        () -> {
          left.addAll(unread(place));
          return left.size() + " to read";
        });
    return left;
  }

  /** What is not imported yet. */
  static List<IncomingMessage> unread(Place place) {
    return place.incoming().stream()
        .filter(message -> message.status() != IncomingStatus.IMPORTED)
        .toList();
  }

  void read(Place place, IncomingMessage message) {
    String name = world.ledger.of(message.key()).map(Sent::toString).orElse("" + message.key());
    if (message.opened().isEmpty()) {
      world.attempt(
          place,
          "opens " + name,
          () ->
              words(
                  place.desk().decrypt(message.key(), world.cryptography.person(), Watch.none())));
    } else {
      world.attempt(
          place, "imports " + name, () -> words(place.desk().importMessage(message.key())));
    }
  }

  /** One transmission, asked for by a person or by a timer. @return whether anything happened */
  boolean transmit(Place place, boolean adHoc) {
    boolean[] busy = {true};
    world.attempt(
        place,
        adHoc ? "transmits" : "transmits what is due",
        () -> {
          TransmissionReport report =
              adHoc
                  ? place.running().transmission().run(Watch.none())
                  : place.running().transmission().runDue(Watch.none());
          busy[0] =
              report.sent() + report.received() + report.receipts() + report.posted() > 0
                  || !report.problems().isEmpty();
          return busy[0] || world.stormy() ? words(report) : "";
        });
    return busy[0];
  }

  void tick() {
    int done = world.hub.tick();
    world.trace.say("the hub ticks: " + (world.hub.died() ? "it is dead" : "did " + done));
  }

  private Optional<Sent> lately() {
    List<Sent> all = world.ledger.sent();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(world.dice.pick(all.subList(Math.max(0, all.size() - LATELY), all.size())));
  }

  private static String words(Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      return "refused " + codes(refused.reasons());
    }
    if (outcome instanceof Outcome.Failed failed) {
      return "failed " + failed.problem().code();
    }
    return outcome.done() ? "done" : "cancelled";
  }

  private static String words(TransmissionReport report) {
    return "%d sent, %d received, %d receipts, %d posted%s"
        .formatted(
            report.sent(),
            report.received(),
            report.receipts(),
            report.posted(),
            report.problems().isEmpty() ? "" : "; " + codes(report.problems()));
  }

  static String codes(List<Problem> problems) {
    return problems.stream().map(p -> p.code().name()).collect(Collectors.joining(", "));
  }
}
