package io.cds.testkit.memory;

import io.cds.api.store.ArrivalRow;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.EnrolmentRow;
import io.cds.api.store.HubMessageRow;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyRow;

/** Rows as they are stored by a replacement: all the same, the version one higher. */
final class NextVersion {
  private NextVersion() {}

  static OutgoingRow of(OutgoingRow r) {
    return new OutgoingRow(
        r.party(),
        r.id(),
        r.status(),
        r.owner(),
        r.createdAt(),
        r.test(),
        r.timeToLive(),
        r.clear(),
        r.details(),
        r.parts(),
        r.sealed(),
        r.attempts(),
        r.processingSince(),
        r.lastProblem(),
        r.exported(),
        r.version() + 1);
  }

  static DeliveryRow of(DeliveryRow r) {
    return new DeliveryRow(
        r.party(),
        r.id(),
        r.recipient(),
        r.role(),
        r.status(),
        r.openedAt(),
        r.refusal(),
        r.version() + 1);
  }

  static ArrivalRow of(ArrivalRow r) {
    return new ArrivalRow(
        r.party(),
        r.message(),
        r.head(),
        r.routing(),
        r.role(),
        r.contentLength(),
        r.acceptedAt(),
        r.staging(),
        r.version() + 1);
  }

  static IncomingRow of(IncomingRow r) {
    return new IncomingRow(
        r.party(),
        r.message(),
        r.role(),
        r.status(),
        r.head(),
        r.routing(),
        r.content(),
        r.arrivedAt(),
        r.acceptedAt(),
        r.test(),
        r.clear(),
        r.details(),
        r.parts(),
        r.lastProblem(),
        r.version() + 1);
  }

  static PartyRow of(PartyRow r) {
    return new PartyRow(
        r.owner(),
        r.party(),
        r.name(),
        r.chineseName(),
        r.record(),
        r.counter(),
        r.until(),
        r.version() + 1);
  }

  static EnrolmentRow of(EnrolmentRow r) {
    return new EnrolmentRow(
        r.party(), r.code(), r.expires(), r.failures(), r.request(), r.answer(), r.version() + 1);
  }

  static HubMessageRow of(HubMessageRow r) {
    return new HubMessageRow(
        r.party(),
        r.id(),
        r.head(),
        r.routing(),
        r.expires(),
        r.staging(),
        r.content(),
        r.version() + 1);
  }
}
