package io.cds.store.jdbc.table;

import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.store.jdbc.sql.Row;
import java.util.List;
import java.util.Optional;

/** The columns of a problem. */
final class Problems {
  static final List<String> COLUMNS = List.of("problem_code", "problem_detail");

  private Problems() {}

  static List<Object> values(Optional<Problem> problem) {
    return List.of(problem.map(Problem::code), problem.map(Problem::detail));
  }

  static Optional<Problem> read(Row row) {
    return row.where(
        "problem_code",
        r -> new Problem(r.constant(ProblemCode.class, "problem_code"), r.text("problem_detail")));
  }
}
