package io.cds.api;

/** The watch of {@link Watch#none()}. */
enum QuietWatch implements Watch {
  INSTANCE;

  @Override
  public void progress(Stage stage, long done, long total) {}

  @Override
  public boolean cancelled() {
    return false;
  }
}
