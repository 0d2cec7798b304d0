package io.cds.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A JVM that has the native provider on its class path uses it, and says so. */
class NativeProviderTest {

  private static final Path JAR = Path.of("target", "native-provider.jar");

  @Test
  void aNativeProviderOnTheClassPathIsUsedAndNamed() throws Exception {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the native provider of this build is for Linux on x86-64");
    assertThat(JAR).exists();
    assertThat(child(File.pathSeparator + JAR))
        .contains(
            "AES-256-GCM=AmazonCorrettoCryptoProvider",
            "SHA-256=AmazonCorrettoCryptoProvider",
            "ECDH P-256=AmazonCorrettoCryptoProvider",
            "ECDSA P-256=AmazonCorrettoCryptoProvider",
            "agrees with Bouncy Castle",
            "opened 10240 octets");
  }

  @Test
  void withoutOneTheJdkAndBouncyCastleDoTheWork() throws Exception {
    assertThat(child(""))
        .contains("AES-256-GCM=SunJCE", "SHA-256=SUN", "ECDH P-256=BC", "ECDSA P-256=BC")
        .contains("opened 10240 octets");
  }

  @Test
  void aNativeProviderThatDoesNotRunIsPassedOver() throws Exception {
    Path folder = Files.createTempDirectory("broken");
    Path name = Path.of("com", "amazon", "corretto", "crypto", "provider");
    Files.createDirectories(folder.resolve(name));
    Files.writeString(
        folder.resolve(name).resolve("AmazonCorrettoCryptoProvider.class"), "no class");
    assertThat(child(File.pathSeparator + folder)).contains("SHA-256=SUN", "opened 10240 octets");
  }

  private static String child(String more) throws IOException, InterruptedException {
    String own = System.getProperty("surefire.test.class.path", classPath());
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                own + more,
                WhoDoesWhatMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }
}
