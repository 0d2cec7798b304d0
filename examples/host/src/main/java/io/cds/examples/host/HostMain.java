package io.cds.examples.host;

import io.cds.api.spi.EngineProvider;
import io.cds.api.spi.Provider;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Says which engine it found, and under which module name; works on either path. */
public final class HostMain {
  private HostMain() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(found("engine", EngineProvider.load()));
  }

  private static String found(String part, Provider provider) {
    var module = provider.getClass().getModule();
    return "%s [%s] in %s"
        .formatted(
            part,
            provider.name(),
            module.isNamed() ? "module [" + module.getName() + "]" : "the unnamed module");
  }
}
