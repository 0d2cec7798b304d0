package io.cds.examples.quickstart;

import java.nio.file.Path;

/** Entry of the three processes: {@code hub}, {@code 010300} or {@code EDB}. */
final class RoleMain {
  private RoleMain() {}

  public static void main(String[] arguments) throws Exception {
    String role = arguments[0];
    Folders folders = new Folders(Path.of(arguments[1]));
    String address = arguments[2];
    switch (role) {
      case Parts.HUB -> HubRole.run(folders, address);
      case Parts.SCHOOL -> SchoolRole.run(folders, address);
      case Parts.AUTHORITY -> AuthorityRole.run(folders, address);
      default ->
          throw new IllegalArgumentException("Role is [" + role + "]; expected hub, 010300 or EDB");
    }
  }
}
