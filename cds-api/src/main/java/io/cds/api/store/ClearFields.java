package io.cds.api.store;

import io.cds.api.EncryptionLevel;
import io.cds.api.Heading;
import io.cds.api.MessageKey;
import io.cds.api.Priority;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The fields of a message that a store keeps in clear, so that they can be searched; all others lie
 * in {@code details}, at rest encrypted.
 */
public record ClearFields(
    String subjectCode,
    String typeCode,
    Priority priority,
    EncryptionLevel level,
    Optional<Instant> replyDeadline,
    Optional<MessageKey> replyTo) {
  /** Those of a heading. */
  public static ClearFields of(Heading heading) {
    return new ClearFields(
        heading.subjectCode(),
        heading.typeCode(),
        heading.priority(),
        heading.level(),
        heading.replyDeadline().map(ZonedDateTime::toInstant),
        heading.replyTo());
  }
}
