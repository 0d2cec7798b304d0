package io.cds.core.client;

import io.cds.api.KeyUse;
import io.cds.api.Notice;
import io.cds.api.spi.NoticeSink;
import io.cds.core.StateText;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells ahead of the end of the present keys, once for each number of days that are left. */
final class KeyWarnings implements Step {
  private static final Logger LOG = LoggerFactory.getLogger(KeyWarnings.class);
  private static final List<Integer> DAYS = List.of(1, 7, 30, 60);

  private final ClientContext context;
  private final OwnKeys keys;

  KeyWarnings(ClientContext context, OwnKeys keys) {
    this.context = context;
    this.keys = keys;
  }

  @Override
  public void run(Run run) {
    if (context.notices().isEmpty()) {
      return;
    }
    Instant now = context.now();
    Map<Instant, Set<KeyUse>> ends = new TreeMap<>();
    for (OwnKeys.Held held : keys.all()) {
      if (held.known().currentAt(now)) {
        ends.computeIfAbsent(held.known().notAfter(), end -> EnumSet.noneOf(KeyUse.class))
            .add(held.known().use());
      }
    }
    ends.forEach((end, uses) -> warn(context.notices().get(), end, uses, now));
  }

  private void warn(NoticeSink sink, Instant end, Set<KeyUse> uses, Instant now) {
    Optional<Integer> left =
        DAYS.stream().filter(days -> !now.isBefore(end.minus(Duration.ofDays(days)))).findFirst();
    if (left.isEmpty() || told(end).filter(days -> days <= left.get()).isPresent()) {
      return;
    }
    try {
      sink.notice(new Notice.KeysEnd(context.party(), uses, end, left.get()));
    } catch (RuntimeException e) {
      LOG.warn("The host's sink of notices failed; the next run tells it again", e);
      return;
    }
    context
        .store()
        .transact(
            tx -> {
              tx.states().put(context.party(), name(end), StateText.of(left.get().toString()));
              return true;
            });
  }

  private Optional<Integer> told(Instant end) {
    return context
        .store()
        .read(tx -> tx.states().find(context.party(), name(end)))
        .map(mark -> Integer.parseInt(StateText.read(mark)));
  }

  private static String name(Instant end) {
    return "notice/keys/" + end.toEpochMilli();
  }
}
