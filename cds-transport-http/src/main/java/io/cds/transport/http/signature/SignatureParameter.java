package io.cds.transport.http.signature;

/**
 * One parameter of a signature (RFC 9421 2.3): its name and its value as it is written in the
 * field.
 *
 * @param name {@code created}, {@code keyid} and so on
 * @param written the value in its serialised form: digits, or a quoted string
 */
record SignatureParameter(String name, String written) {

  static SignatureParameter text(String name, String value) {
    return new SignatureParameter(name, quoted(value));
  }

  static SignatureParameter number(String name, long value) {
    return new SignatureParameter(name, Long.toString(value));
  }

  static SignatureParameter read(FieldReader in) throws SignatureFault {
    String name = in.key();
    in.expect('=');
    return in.nextIs('"') ? text(name, in.string()) : number(name, in.integer());
  }

  boolean isText() {
    return written.startsWith("\"");
  }

  String serialised() {
    return ";" + name + "=" + written;
  }

  static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
