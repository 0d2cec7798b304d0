package io.cds.examples.quickstart;

import io.cds.api.Settings;
import io.cds.api.spi.KeyVault;
import io.cds.api.store.Store;
import java.nio.file.Path;
import java.util.Set;

/** One of the three processes, which ends at the moment that the plan names. */
final class DoomedRole {
  private DoomedRole() {}

  public static void main(String[] arguments) throws Exception {
    Moments moments = Moments.next(KillPlan.folder(Path.of(arguments[1])), arguments[0]);
    Runtime.getRuntime().addShutdownHook(new Thread(moments::note));
    RoleMain.run(
        arguments,
        new Opening() {
          @Override
          public Store store(Path file) {
            return moments.around(Opening.super.store(file));
          }

          @Override
          public Settings settings(Settings usual) {
            return KillPlan.shortLease(usual);
          }

          @Override
          public KeyVault vault(KeyVault vault) {
            return moments.around(KeyVault.class, vault, Set.of("generate", "install", "atRest"));
          }
        });
  }
}
