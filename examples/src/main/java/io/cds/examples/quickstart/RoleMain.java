package io.cds.examples.quickstart;

import java.nio.file.Path;

/** Entry of the three processes: {@code hub}, {@code 010300} or {@code EDB}. */
final class RoleMain {
  private RoleMain() {}

  public static void main(String[] arguments) throws Exception {
    run(arguments, new Opening() {});
  }

  /** The process of these arguments: role, folder, address of the hub. */
  @SuppressWarnings("try") // the lock is held, not used
  static void run(String[] arguments, Opening opening) throws Exception {
    String role = arguments[0];
    Folders folders = new Folders(Path.of(arguments[1]));
    String address = arguments[2];
    try (RunLock alone = RunLock.await(folders.lock(role))) {
      switch (role) {
        case Parts.HUB -> HubRole.run(folders, address, opening);
        case Parts.SCHOOL -> SchoolRole.run(folders, address, opening);
        case Parts.AUTHORITY -> AuthorityRole.run(folders, address, opening);
        default ->
            throw new IllegalArgumentException(
                "Role is [" + role + "]; expected hub, 010300 or EDB");
      }
    }
  }
}
