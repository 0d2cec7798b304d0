package io.cds.examples.quickstart;

/** The quickstart with processes that end at the moments of a plan. */
final class DoomedQuickstart {
  private DoomedQuickstart() {}

  public static void main(String[] arguments) throws Exception {
    Quickstart.start(DoomedRole.class, arguments);
  }
}
