package io.cds.store.jdbc.content;

/** Column {@code state} of {@code cds_content}. */
final class ContentState {
  static final int UNFINISHED = 0;
  static final int FINISHED = 1;
  static final int BOUND = 2;
  static final int RELEASED = 3;

  private ContentState() {}
}
