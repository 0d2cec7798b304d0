package io.cds.transport.http.wire;

import io.cds.api.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the hub says to one offered envelope, beside its receipts: an item of the {@code Cds-Offers}
 * field, a list of integers (RFC 9651) with the parameter {@code problem}.
 *
 * @param durable octets of the content that the hub holds for good
 * @param problem why it could not take the envelope now
 */
public record OfferLine(long durable, Optional<WireProblem> problem) {
  private static final Pattern ITEM =
      Pattern.compile("(0|[1-9][0-9]{0,14})(?:;problem=([A-Z_]{1,32}))?");
  private static final int LONGEST = 64 * Wire.MAX_ITEMS;

  /** The line for what a mailbox answered. */
  public static OfferLine of(long durable, Optional<ProblemCode> problem) {
    return new OfferLine(durable, problem.map(WireProblem::of));
  }

  /** The field's value. */
  public static String write(List<OfferLine> lines) {
    return lines.stream().map(OfferLine::written).collect(Collectors.joining(", "));
  }

  private String written() {
    return durable + problem.map(p -> ";problem=" + p.name()).orElse("");
  }

  /**
   * Reads the field; empty when it is not of this form. Unknown problems read as {@code FAILED}.
   */
  public static Optional<List<OfferLine>> parse(String value) {
    List<OfferLine> lines = new ArrayList<>();
    if (value.length() > LONGEST) {
      return Optional.empty();
    }
    for (String item : value.split(", ", -1)) {
      Matcher match = ITEM.matcher(item);
      if (!match.matches()) {
        return Optional.empty();
      }
      lines.add(
          new OfferLine(
              Long.parseLong(match.group(1)),
              Optional.ofNullable(match.group(2))
                  .map(code -> WireProblem.ofCode(code).orElse(WireProblem.FAILED))));
    }
    return Optional.of(List.copyOf(lines));
  }
}
