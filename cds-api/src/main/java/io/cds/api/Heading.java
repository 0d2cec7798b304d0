package io.cds.api;

import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The clear fields of a message: what a clerk writes on the cover. They travel inside the sealed
 * manifest and nowhere else.
 *
 * @param subjectCode subject code, 1 to 32 characters; the library knows no list of them
 * @param typeCode type code, 1 to 32 characters
 * @param description free text, 0 to 1,000 characters
 * @param priority how soon
 * @param level encryption level: a mark for people
 * @param acknowledge whether the sender asks for an OPENED receipt
 * @param schoolReference the sender's own reference, 1 to 64 characters
 * @param replyTo the message that this one answers
 * @param replyDeadline until when an answer is expected, with its zone
 * @param documentNumber document number (發文字號), 1 to 64 characters
 * @param classification classification with its condition for release (密等及解密條件), 1 to 256
 *     characters
 * @param supersedes the earlier message that this one replaces
 */
public record Heading(
    String subjectCode,
    String typeCode,
    String description,
    Priority priority,
    EncryptionLevel level,
    boolean acknowledge,
    Optional<String> schoolReference,
    Optional<MessageKey> replyTo,
    Optional<ZonedDateTime> replyDeadline,
    Optional<String> documentNumber,
    Optional<String> classification,
    Optional<MessageKey> supersedes) {

  /** Validates lengths. @throws IllegalArgumentException naming the field that is out of range */
  public Heading {
    within("subjectCode", subjectCode, 1, 32);
    within("typeCode", typeCode, 1, 32);
    within("description", description, 0, 1_000);
    schoolReference.ifPresent(v -> within("schoolReference", v, 1, 64));
    documentNumber.ifPresent(v -> within("documentNumber", v, 1, 64));
    classification.ifPresent(v -> within("classification", v, 1, 256));
  }

  /**
   * A heading with the two codes and a description; priority normal, level general, an
   * acknowledgement asked.
   */
  public static Heading of(String subjectCode, String typeCode, String description) {
    return new Heading(
        subjectCode,
        typeCode,
        description,
        Priority.NORMAL,
        EncryptionLevel.GENERAL,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same heading as an answer to another message. */
  public Heading inReplyTo(MessageKey message) {
    return new Heading(
        subjectCode,
        typeCode,
        description,
        priority,
        level,
        acknowledge,
        schoolReference,
        Optional.of(message),
        replyDeadline,
        documentNumber,
        classification,
        supersedes);
  }

  /** The two codes, priority and level; all else may name a person and is not printed. */
  @Override
  public String toString() {
    return "Heading[subjectCode=%s, typeCode=%s, priority=%s, level=%s]"
        .formatted(subjectCode, typeCode, priority, level);
  }

  private static void within(String field, String value, int least, int most) {
    int length = value.codePointCount(0, value.length());
    if (length < least || length > most) {
      throw new IllegalArgumentException(
          "Heading field ["
              + field
              + "] has ["
              + length
              + "] characters; expected "
              + least
              + " to "
              + most);
    }
  }
}
