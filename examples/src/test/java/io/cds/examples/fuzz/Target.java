package io.cds.examples.fuzz;

/** What is fed: a parser, by its name in the class that feeds it. */
enum Target {
  ROUTING,
  ROUTING_TEXT,
  MANIFEST_TEXT,
  SECOND_SIGNATURE,
  MANIFEST,
  INNER_MANIFEST,
  RECEIPT,
  RECEIPT_TEXT,
  KEY_RECORD,
  KEY_RECORD_TEXT,
  DIRECTORY_ANSWER,
  DIRECTORY_ANSWER_TEXT,
  ENROLMENT_TEXT,
  ISSUED_TEXT,
  RENEWAL,
  CERTIFICATE,
  ZIP,
  CONTENT,
  DEFLATE,
  ZSTD,
  FIELDS;

  String type() {
    return this == FIELDS
        ? "io.cds.transport.http.signature.FieldFuzzer"
        : "io.cds.crypto.envelope.ParserFuzzer";
  }
}
