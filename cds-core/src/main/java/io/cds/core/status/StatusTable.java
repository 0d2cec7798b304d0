package io.cds.core.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A status machine as its lines. Immutable.
 *
 * @param <S> status
 * @param <E> event
 */
public final class StatusTable<S extends Enum<S>, E extends Enum<E>> {
  private final List<Transition<S, E>> lines;

  private StatusTable(List<Transition<S, E>> lines) {
    this.lines = List.copyOf(lines);
  }

  /** All lines, in the order in which docs/status.md prints them. */
  public List<Transition<S, E>> lines() {
    return lines;
  }

  /** The status after this event, or nothing if the event means nothing in this status. */
  public Optional<S> next(S from, E event) {
    return lines.stream()
        .filter(t -> t.event() == event && t.from().equals(Optional.of(from)))
        .map(Transition::to)
        .findFirst();
  }

  /** The statuses in which this event means something. */
  public List<S> sources(E event) {
    return lines.stream().filter(t -> t.event() == event).flatMap(t -> t.from().stream()).toList();
  }

  /** Collects lines. */
  static final class Lines<S extends Enum<S>, E extends Enum<E>> {
    private final List<Transition<S, E>> lines = new ArrayList<>();

    Lines<S, E> begin(E event, S to, String guard) {
      lines.add(new Transition<>(Optional.empty(), event, to, guard));
      return this;
    }

    Lines<S, E> from(List<S> sources, E event, S to, String guard) {
      for (S source : sources) {
        lines.add(new Transition<>(Optional.of(source), event, to, guard));
      }
      return this;
    }

    Lines<S, E> staying(List<S> sources, E event, String guard) {
      for (S source : sources) {
        lines.add(new Transition<>(Optional.of(source), event, source, guard));
      }
      return this;
    }

    StatusTable<S, E> table() {
      return new StatusTable<>(lines);
    }
  }
}
