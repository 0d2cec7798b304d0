package io.cds.store.jdbc.table;

import io.cds.api.EncryptionLevel;
import io.cds.api.MessageKey;
import io.cds.api.Priority;
import io.cds.api.store.ClearFields;
import io.cds.store.jdbc.sql.Row;
import java.util.List;

/** The columns of a message's clear fields. */
final class Clears {
  static final List<String> COLUMNS =
      List.of(
          "subject_code",
          "type_code",
          "priority",
          "level",
          "reply_deadline",
          "reply_to_sender",
          "reply_to_id");

  private Clears() {}

  static List<Object> values(ClearFields clear) {
    return List.of(
        clear.subjectCode(),
        clear.typeCode(),
        clear.priority(),
        clear.level(),
        clear.replyDeadline(),
        clear.replyTo().map(MessageKey::from),
        clear.replyTo().map(MessageKey::id));
  }

  static ClearFields read(Row row) {
    return new ClearFields(
        row.text("subject_code"),
        row.text("type_code"),
        row.constant(Priority.class, "priority"),
        row.constant(EncryptionLevel.class, "level"),
        row.optionalInstant("reply_deadline"),
        row.where("reply_to_id", r -> r.message("reply_to_sender", "reply_to_id")));
  }
}
