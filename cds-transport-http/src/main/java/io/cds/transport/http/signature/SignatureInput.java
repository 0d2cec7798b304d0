package io.cds.transport.http.signature;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The value of a {@code Signature-Input} field with one member: what is covered, in which order,
 * and the parameters (RFC 9421 4.1).
 *
 * @param label the member's key
 * @param components the covered components, each once
 * @param parameters in the order of the field
 */
record SignatureInput(String label, List<String> components, List<SignatureParameter> parameters) {
  static final String FIELD = "signature-input";

  SignatureInput {
    components = List.copyOf(components);
    parameters = List.copyOf(parameters);
  }

  /** Reads the field, and accepts it only when writing it again gives the same octets. */
  static SignatureInput parse(String value) throws SignatureFault {
    FieldReader in = new FieldReader(FIELD, value);
    String label = in.key();
    in.expect('=');
    SignatureInput input = new SignatureInput(label, components(in), parameters(in));
    if (!input.serialised().equals(value)) {
      throw in.malformed("the canonical form of one signature and nothing after it");
    }
    return input;
  }

  private static List<String> components(FieldReader in) throws SignatureFault {
    List<String> names = new ArrayList<>();
    in.expect('(');
    if (!in.take(')')) {
      do {
        names.add(in.string());
      } while (in.take(' '));
      in.expect(')');
    }
    if (new HashSet<>(names).size() != names.size()) {
      throw in.malformed("each component once");
    }
    return names;
  }

  private static List<SignatureParameter> parameters(FieldReader in) throws SignatureFault {
    List<SignatureParameter> all = new ArrayList<>();
    while (in.take(';')) {
      SignatureParameter next = SignatureParameter.read(in);
      if (all.stream().anyMatch(p -> p.name().equals(next.name()))) {
        throw in.malformed("each parameter once");
      }
      all.add(next);
    }
    return all;
  }

  /** The field value: label, components, parameters. */
  String serialised() {
    return label + "=" + signatureParams();
  }

  /** The value of {@code @signature-params}: the same without the label. */
  String signatureParams() {
    StringBuilder out = new StringBuilder("(");
    for (String component : components) {
      out.append(out.length() > 1 ? " " : "").append(SignatureParameter.quoted(component));
    }
    out.append(')');
    parameters.forEach(p -> out.append(p.serialised()));
    return out.toString();
  }

  /** A text parameter, without its quotes. */
  Optional<String> text(String name) {
    return parameters.stream()
        .filter(p -> p.name().equals(name) && p.isText())
        .map(p -> unquoted(p.written()))
        .findFirst();
  }

  /** A parameter that is a number. */
  Optional<Long> number(String name) {
    return parameters.stream()
        .filter(p -> p.name().equals(name) && !p.isText())
        .map(p -> Long.valueOf(p.written()))
        .findFirst();
  }

  List<String> parameterNames() {
    return parameters.stream().map(SignatureParameter::name).toList();
  }

  private static String unquoted(String written) {
    return written.substring(1, written.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
  }
}
