package io.cds.api.spi;

import io.cds.api.Notice;

/**
 * Takes notices. Implemented by hosts.
 *
 * <p><b>Guarantees.</b> Each notice comes once, in a transmission run and on its thread; again only
 * if the process died, or this threw, before it was remembered. <b>Failure.</b> What this throws is
 * logged and stops nothing.
 */
@FunctionalInterface
public interface NoticeSink {
  /** Takes one. */
  void notice(Notice notice);
}
