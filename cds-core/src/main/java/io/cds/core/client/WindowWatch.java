package io.cds.core.client;

import io.cds.api.Stage;
import io.cds.api.Watch;
import java.util.function.BooleanSupplier;

/** Another watch, which also cancels once the window has closed. */
record WindowWatch(Watch watch, BooleanSupplier open) implements Watch {
  @Override
  public void progress(Stage stage, long done, long total) {
    watch.progress(stage, done, total);
  }

  @Override
  public boolean cancelled() {
    return watch.cancelled() || !open.getAsBoolean();
  }
}
