package io.cds.api.spi;

import io.cds.api.Draft;
import io.cds.api.Finding;
import java.io.IOException;
import java.util.List;

/** A rule that drafts must pass before they are confirmed. Implemented by hosts. */
@FunctionalInterface
public interface MessageCheck {
  /** All findings at once; reads attachments as streams, changes nothing. */
  List<Finding> check(Draft draft) throws IOException;
}
