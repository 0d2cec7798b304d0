package io.cds.store.jdbc.table;

import io.cds.api.envelope.EnvelopeHead;
import io.cds.store.jdbc.sql.Row;
import java.util.List;

/** The columns of an envelope's small parts. */
final class Heads {
  static final List<String> COLUMNS = List.of("head_routing", "head_mldsa", "head_manifest");

  private Heads() {}

  static List<Object> values(EnvelopeHead head) {
    return List.of(head.routing(), head.routingMldsa(), head.manifest());
  }

  static EnvelopeHead read(Row row) {
    return new EnvelopeHead(
        row.octets("head_routing"), row.optionalOctets("head_mldsa"), row.octets("head_manifest"));
  }
}
