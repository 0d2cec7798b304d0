package io.cds.api;

import java.util.List;

/** All findings of all checks at once (檢核表). */
public record CheckReport(List<Finding> findings) {
  /** Copies. */
  public CheckReport {
    findings = List.copyOf(findings);
  }

  /** Whether confirm would be refused. */
  public boolean hasErrors() {
    return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
  }
}
