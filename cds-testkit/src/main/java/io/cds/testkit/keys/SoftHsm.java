package io.cds.testkit.keys;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A PKCS#11 token in software (SoftHSM 2), for tests of vaults. Where it is not installed the test
 * is skipped, and says so.
 *
 * <p>The build names the place of the tokens in the environment variable {@code SOFTHSM2_CONF}. All
 * tokens are made at once before the first is given: a process that has loaded the library sees no
 * later ones.
 *
 * @param library the PKCS#11 library
 * @param slot the slot of this token
 * @param label by which {@code softhsm2-util} knows it
 */
public record SoftHsm(Path library, long slot, String label) {
  /** How many there are. */
  public static final int TOKENS = 3;

  private static final String CONF = "SOFTHSM2_CONF";
  private static final String LIBRARY = "CDS_SOFTHSM";
  private static final String OFFICER = "12345678";
  private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");
  private static final List<String> PLACES =
      List.of(
          "/usr/lib/softhsm/libsofthsm2.so",
          "/usr/lib64/softhsm/libsofthsm2.so",
          "/usr/lib64/pkcs11/libsofthsm2.so",
          "/usr/local/lib/softhsm/libsofthsm2.so",
          "/opt/homebrew/lib/softhsm/libsofthsm2.so");
  private static final List<SoftHsm> MADE = new ArrayList<>();

  /** A token of this process: from 0, less than {@link #TOKENS}; all have this PIN. */
  public static SoftHsm token(int number, String pin) {
    synchronized (MADE) {
      if (MADE.isEmpty()) {
        Path library = found();
        settings();
        for (int i = 0; i < TOKENS; i++) {
          MADE.add(made(library, "cds-" + i, pin));
        }
      }
      return MADE.get(number);
    }
  }

  /** Destroys the token, as if it were pulled out for ever. */
  public void destroy() {
    run("--delete-token", "--token", label);
  }

  private static Path found() {
    String named = System.getenv(LIBRARY);
    return Stream.concat(Stream.ofNullable(named), PLACES.stream())
        .map(Path::of)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseGet(
            () ->
                abort(
                    "SoftHSM is not installed: no token to test on. Install it (.ci/softhsm), or"
                        + " name its library in "
                        + LIBRARY));
  }

  /** Fresh and empty, where the build wants them. */
  private static void settings() {
    String named = System.getenv(CONF);
    if (named == null) {
      abort(CONF + " is not set: run the test by Maven, which sets it");
    }
    try {
      Path file = Path.of(named).toAbsolutePath();
      Path tokens =
          Files.createTempDirectory(Files.createDirectories(file.resolveSibling("tokens")), "run-");
      Files.writeString(
          file,
          "directories.tokendir = "
              + tokens
              + "\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SoftHsm made(Path library, String label, String pin) {
    String said =
        run("--init-token", "--free", "--label", label, "--so-pin", OFFICER, "--pin", pin);
    Matcher slot = SLOT.matcher(said);
    if (!slot.find()) {
      throw new IllegalStateException("softhsm2-util made no token: " + said);
    }
    return new SoftHsm(library, Long.parseLong(slot.group(1)), label);
  }

  private static String run(String... words) {
    boolean installed =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "softhsm2-util")));
    if (!installed) {
      abort("softhsm2-util is not installed: no token to test on. Install it (.ci/softhsm)");
    }
    List<String> command = new ArrayList<>(List.of("softhsm2-util"));
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
