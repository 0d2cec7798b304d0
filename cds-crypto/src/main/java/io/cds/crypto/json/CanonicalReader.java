package io.cds.crypto.json;

import static io.cds.api.envelope.InvalidReason.JSON_FORM;
import static io.cds.api.envelope.InvalidReason.JSON_LIMIT;
import static io.cds.api.envelope.InvalidReason.VALUE;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.cds.api.envelope.InvalidEnvelopeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads JSON octets that must equal their own RFC 8785 form.
 *
 * <p>The octets are parsed, written again and compared, so that duplicates, white space, other
 * escapes, another order and octets behind the end are all refused. Null and numbers other than
 * integers up to 2^53 - 1 are refused by name.
 *
 * <p>Threading: safe for concurrent use.
 */
public final class CanonicalReader {

  private static final int LONGEST_NUMBER = 17;

  private final JsonFactory factory;

  /**
   * A reader for octets of at most {@code maxLength}, nested at most {@code maxDepth} deep. The
   * caller has compared the length already; here it bounds what the parser may allocate.
   */
  public CanonicalReader(int maxLength, int maxDepth) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(maxDepth)
            .maxDocumentLength(maxLength)
            .maxStringLength(maxLength)
            .maxNameLength(256)
            .maxNumberLength(LONGEST_NUMBER)
            .build();
    factory =
        new JsonFactoryBuilder()
            .streamReadConstraints(constraints)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
  }

  /**
   * The object that the octets hold.
   *
   * @throws InvalidEnvelopeException when they are not the canonical form of an object
   */
  public JsonObject object(byte[] octets) {
    JsonObject object = parse(octets);
    if (!Arrays.equals(octets, canonical(object, octets.length))) {
      throw new InvalidEnvelopeException(
          JSON_FORM,
          "Cannot read JSON of ["
              + octets.length
              + "] octets: they differ from their RFC 8785 form");
    }
    return object;
  }

  private static byte[] canonical(JsonObject object, int room) {
    try {
      return CanonicalJson.octets(object, room);
    } catch (IllegalArgumentException e) {
      throw new InvalidEnvelopeException(
          VALUE, "Cannot read JSON: it holds a value without a form", e);
    }
  }

  private JsonObject parse(byte[] octets) {
    try (JsonParser parser = factory.createParser(octets)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidEnvelopeException(
            JSON_FORM, "Cannot read JSON: it does not begin an object");
      }
      return members(parser);
    } catch (StreamConstraintsException e) {
      throw new InvalidEnvelopeException(
          JSON_LIMIT, "Cannot read JSON: it is nested too deep or a part is too long");
    } catch (IOException e) {
      throw new InvalidEnvelopeException(
          JSON_FORM,
          "Cannot read JSON of [" + octets.length + "] octets: it is malformed",
          withoutContent(e));
    }
  }

  /** The parser's messages quote the octets they stumbled over, so only the type is kept. */
  private static Throwable withoutContent(IOException e) {
    IOException bare = new IOException(e.getClass().getSimpleName());
    bare.setStackTrace(e.getStackTrace());
    return bare;
  }

  private static JsonObject members(JsonParser parser) throws IOException {
    JsonObject object = new JsonObject();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (object.members().containsKey(name)) {
        throw new InvalidEnvelopeException(
            JSON_FORM, "Cannot read JSON: an object names a member twice");
      }
      parser.nextToken();
      object.member(name, value(parser));
    }
    return object;
  }

  private static List<Object> items(JsonParser parser) throws IOException {
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return List.copyOf(items);
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new InvalidEnvelopeException(JSON_FORM, "Cannot read JSON: it ends within an object");
    }
    return switch (token) {
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> integer(parser);
      case START_OBJECT -> members(parser);
      case START_ARRAY -> items(parser);
      default ->
          throw new InvalidEnvelopeException(
              VALUE, "Cannot read JSON: a value of kind [" + token + "] is not allowed");
    };
  }

  private static Long integer(JsonParser parser) throws IOException {
    long number = parser.getLongValue();
    if (number < -CanonicalJson.MAX_INTEGER || number > CanonicalJson.MAX_INTEGER) {
      throw new InvalidEnvelopeException(VALUE, "Cannot read JSON: an integer is beyond 2^53 - 1");
    }
    return number;
  }
}
