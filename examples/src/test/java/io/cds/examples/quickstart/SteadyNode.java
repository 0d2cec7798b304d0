package io.cds.examples.quickstart;

import io.cds.api.Settings;
import io.cds.api.store.Store;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * One process of several over one state folder, as the nodes of a hub are or the workstations of a
 * school: without the lock by which the quickstart keeps to one.
 */
final class SteadyNode {
  private SteadyNode() {}

  public static void main(String[] arguments) throws Exception {
    run(arguments, store -> store);
  }

  /** With a view of its store. */
  static void run(String[] arguments, UnaryOperator<Store> view) throws Exception {
    Opening opening =
        new Opening() {
          @Override
          public Store store(Path file) {
            return view.apply(Opening.super.store(file));
          }

          @Override
          public Settings settings(Settings usual) {
            return KillPlan.shortLease(usual);
          }
        };
    Folders folders = new Folders(Path.of(arguments[1]));
    switch (arguments[0]) {
      case Parts.HUB -> HubRole.run(folders, arguments[2], opening);
      case Parts.SCHOOL -> SchoolRole.run(folders, arguments[2], opening);
      case Parts.AUTHORITY -> AuthorityRole.run(folders, arguments[2], opening);
      default -> throw new IllegalArgumentException("Role [" + arguments[0] + "]");
    }
  }
}
