package io.cds.core.client;

import java.io.IOException;

/** A step of a transmission. */
@FunctionalInterface
interface Step {
  /** Does what is due. A failure ends this step and no other. */
  void run(Run run) throws IOException;
}
