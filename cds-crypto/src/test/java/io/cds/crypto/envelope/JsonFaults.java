package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.JSON_FORM;
import static io.cds.api.envelope.InvalidReason.JSON_LIMIT;
import static io.cds.api.envelope.InvalidReason.VALUE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.envelope.InvalidReason;
import java.util.function.UnaryOperator;

/** Text that is not exactly its RFC 8785 form, in a signed routing record. */
final class JsonFaults {

  private final Sender sender;
  private final Corpus corpus;

  JsonFaults(Sender sender, Corpus corpus) {
    this.sender = sender;
    this.corpus = corpus;
  }

  void add() {
    // Long: a table, one row a fault.
    seal("member-twice", JSON_FORM, "a member twice", "\"seal\":1,\"seal\":1");
    seal("space", JSON_FORM, "a space behind a colon", "\"seal\": 1");
    seal("line-feed", JSON_FORM, "a line feed", "\n\"seal\":1");
    seal("number-with-zero", JSON_FORM, "a leading zero", "\"seal\":01");
    seal("number-with-plus", JSON_FORM, "a sign before a number", "\"seal\":+1");
    seal("number-in-hexadecimal", JSON_FORM, "a number in hexadecimal", "\"seal\":0x1");
    seal("not-a-number", JSON_FORM, "NaN", "\"seal\":NaN");
    seal("minus-zero", JSON_FORM, "-0 is written as 0", "\"seal\":-0");
    seal("fraction", VALUE, "a number that is no integer", "\"seal\":1.5");
    seal("null", VALUE, "null does not exist", "\"seal\":null");
    seal("beyond-2-to-53", VALUE, "2^53 in a member", "\"seal\":9007199254740992");
    seal("trailing-comma", JSON_FORM, "a comma before nothing", "\"seal\":1,");
    seal("single-quotes", JSON_FORM, "a name in single quotes", "'seal':1");
    seal("comment", JSON_FORM, "a comment", "/**/\"seal\":1");
    seal("escaped-name", JSON_FORM, "an escape where none belongs", "\"s\\u0065al\":1");
    seal("nested-7-deep", JSON_LIMIT, "lists in each other, 7 deep", "\"seal\":[[[[[[1]]]]]]");
    text("unsorted", JSON_FORM, "members out of order", r -> "{\"z\":1," + r.substring(1));
    text("space-behind", JSON_FORM, "a space behind the object", r -> r + " ");
    text("space-before", JSON_FORM, "a space before the object", r -> " " + r);
    text("object-twice", JSON_FORM, "a second object behind the first", r -> r + r);
    text("list", JSON_FORM, "a list in place of the object", r -> "[" + r + "]");
    text("empty", JSON_FORM, "no text at all", r -> "");
    text("cut", JSON_FORM, "the last brace is missing", r -> r.substring(0, r.length() - 1));
    text("byte-order-mark", JSON_FORM, "a byte order mark in front", r -> "\ufeff" + r);
    text("slash-escaped", JSON_FORM, "a solidus needs no escape", r -> party(r, "\\/"));
    text("lone-surrogate", VALUE, "half of a surrogate pair", r -> party(r, "\\ud800"));
    text("control-character", JSON_FORM, "U+0001 without its escape", r -> party(r, "\u0001"));
    octets("not-utf-8", "a continuation octet alone", "\u0080");
    octets("utf-8-too-long", "a solidus in two octets", "\u00c0\u00af");
    octets("utf-8-of-a-surrogate", "U+D800 in three octets", "\u00ed\u00a0\u0080");
    text(
        "extension-too-large",
        JSON_LIMIT,
        "ext of 4,097 octets",
        r -> r.replace("\"from\"", "\"ext\":{\"a\":\"" + "x".repeat(4089) + "\"},\"from\""));
  }

  private static String party(String record, String with) {
    return Sender.swapped(record, "010300", with);
  }

  private void seal(String name, InvalidReason reason, String why, String to) {
    text(name, reason, why, record -> Sender.swapped(record, "\"seal\":1", to));
  }

  private void text(String name, InvalidReason reason, String why, UnaryOperator<String> change) {
    add(name, reason, why, change.apply(sender.record()).getBytes(UTF_8));
  }

  private void octets(String name, String why, String octets) {
    add(name, JSON_FORM, why, party(sender.record(), octets).getBytes(ISO_8859_1));
  }

  private void add(String name, InvalidReason reason, String why, byte[] record) {
    corpus.message(
        VectorText.fault("json/" + name, reason, why), sender.signed(record), sender.content);
  }
}
