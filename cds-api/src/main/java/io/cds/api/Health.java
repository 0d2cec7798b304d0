package io.cds.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What works and what does not, each part apart: a hub that answers does not hide a locked key, and
 * a full disk does not look like a broken line.
 *
 * @param at when it was looked at, by the clock of who was asked
 * @param findings one of each part that was looked at, in the order of {@link Part}
 */
public record Health(Instant at, List<Finding> findings) {
  /** Keeps its own list. */
  public Health {
    findings = List.copyOf(findings);
  }

  /** Whether everything that was looked at works. */
  public boolean good() {
    return findings.stream().allMatch(finding -> finding.state() == State.GOOD);
  }

  /** What was found of this part; empty if it was not looked at. */
  public Optional<Finding> of(Part part) {
    return findings.stream().filter(finding -> finding.part() == part).findFirst();
  }

  /** What is looked at. */
  public enum Part {
    /** The store takes and gives rows and content. */
    STORE,
    /** Keys are there and count now, and the unattended ones can be used. */
    KEY,
    /** The party is registered here, and the hub accepts what its key signs. */
    REGISTRATION,
    /** The hub answers, and it is the right one. */
    HUB,
    /** The clock is right enough. */
    CLOCK
  }

  /** How it is. */
  public enum State {
    /** It works. */
    GOOD,
    /** It does not. */
    FAILED,
    /** It could not be looked at, because another part failed. */
    UNKNOWN
  }

  /**
   * One part.
   *
   * @param problem why not: of this part if it failed, of the part that stood in the way if nothing
   *     is known; empty if it works
   */
  public record Finding(Part part, State state, Optional<Problem> problem) {
    /** It works. */
    public static Finding good(Part part) {
      return new Finding(part, State.GOOD, Optional.empty());
    }

    /** It does not. */
    public static Finding failed(Part part, Problem problem) {
      return new Finding(part, State.FAILED, Optional.of(problem));
    }

    /** It could not be looked at. */
    public static Finding unknown(Part part, Problem why) {
      return new Finding(part, State.UNKNOWN, Optional.of(why));
    }

    /** For a line of a monitor: part, state, and what to do. */
    @Override
    public String toString() {
      return part + " " + state + problem.map(why -> ": " + why).orElse("");
    }
  }
}
