package io.cds.examples.quickstart;

import java.nio.file.Path;

/** A node that stops itself at the moment that its plan names, until somebody lets it go on. */
final class FreezingNode {
  private FreezingNode() {}

  public static void main(String[] arguments) throws Exception {
    Freeze freeze = Freeze.planned(KillPlan.folder(Path.of(arguments[1])), arguments[0]);
    SteadyNode.run(arguments, freeze::around);
  }
}
