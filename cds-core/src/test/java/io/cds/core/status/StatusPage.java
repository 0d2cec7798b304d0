package io.cds.core.status;

import io.cds.api.OutgoingStatus;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Prints docs/status.md from the tables that the program runs on. */
final class StatusPage {
  private StatusPage() {}

  static String print() {
    return """
        # Statuses

        Printed from the tables that the engine runs on (`StatusTables`) by `StatusTablesTest`. A line that is not here is refused with
        `WRONG_STATUS`, or, if it is a receipt's, means nothing. Words: [glossary](glossary.md).

        ## Outgoing messages
        Each recipient's part moves by these lines; a message has the status of its least advanced recipient, in this order:
        %s.

        %s
        ## Incoming messages

        %s"""
        .formatted(
            Arrays.stream(OutgoingStatus.values())
                .filter(status -> StatusTables.OUTGOING.lines().stream().anyMatch(leadsTo(status)))
                .sorted(StatusTables.advance())
                .map(Enum::name)
                .collect(Collectors.joining(", ")),
            table(StatusTables.OUTGOING),
            table(StatusTables.INCOMING));
  }

  private static Predicate<Transition<OutgoingStatus, OutgoingEvent>> leadsTo(
      OutgoingStatus status) {
    return line -> line.to() == status;
  }

  private static <S extends Enum<S>, E extends Enum<E>> String table(StatusTable<S, E> table) {
    return table.lines().stream()
        .map(
            line ->
                "| %s | %s | %s | %s |\n"
                    .formatted(
                        line.from().map(Enum::name).orElse("–"),
                        line.event(),
                        line.to(),
                        line.guard()))
        .collect(Collectors.joining("", "| from | event | to | if |\n|---|---|---|---|\n", ""));
  }
}
