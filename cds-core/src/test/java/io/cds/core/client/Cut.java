package io.cds.core.client;

import io.cds.api.Stage;
import io.cds.api.Watch;

/** Cancels after it was asked so many times. */
class Cut implements Watch {
  private int left;

  Cut(int left) {
    this.left = left;
  }

  @Override
  public void progress(Stage stage, long done, long total) {}

  @Override
  public boolean cancelled() {
    left--;
    return left < 0;
  }
}
