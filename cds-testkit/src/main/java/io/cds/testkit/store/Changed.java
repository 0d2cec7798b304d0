package io.cds.testkit.store;

import io.cds.api.store.ClearFields;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.OutgoingRow;
import java.util.List;
import java.util.Optional;

/** Messages again, without what is optional, in a given version. */
final class Changed {
  private Changed() {}

  static OutgoingRow outgoing(OutgoingRow r, long version) {
    return new OutgoingRow(
        r.party(),
        r.id(),
        r.status(),
        r.owner(),
        r.createdAt(),
        false,
        r.timeToLive(),
        withoutOptional(r.clear()),
        r.details(),
        List.of(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        false,
        version);
  }

  static IncomingRow incoming(IncomingRow r, long version) {
    return new IncomingRow(
        r.party(),
        r.message(),
        r.role(),
        r.status(),
        r.head(),
        r.routing(),
        r.content(),
        r.arrivedAt(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        version);
  }

  private static ClearFields withoutOptional(ClearFields c) {
    return new ClearFields(
        c.subjectCode(), c.typeCode(), c.priority(), c.level(), Optional.empty(), Optional.empty());
  }
}
