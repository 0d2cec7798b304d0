package io.cds.examples.quickstart;

import io.cds.api.CdsClient;
import io.cds.api.KeyAccess;
import io.cds.api.KeyUse;
import io.cds.api.PartyCode;
import io.cds.api.PostQuantum;
import io.cds.api.Settings;
import io.cds.api.spi.VaultKey;
import io.cds.crypto.keys.PemExport;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.transport.http.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Puts the parts of a party's process together: database, vault, transport, client. */
final class Parts {
  static final String HUB = "hub";
  static final String SCHOOL = "010300";
  static final String AUTHORITY = "EDB";

  private Parts() {}

  static Party party(
      Folders folders,
      String code,
      String address,
      Opening opening,
      UnaryOperator<CdsClient.Builder> host)
      throws IOException {
    Path state = folders.state(code);
    Files.createDirectories(state);
    KeyAccess passphrase = passphrase(code);
    Pkcs12Vault vault =
        Pkcs12Vault.open(state.resolve("vault"), Clock.systemUTC(), new SecureRandom());
    CdsClient.Builder builder =
        CdsClient.builder()
            .party(PartyCode.of(code))
            .store(opening.store(state.resolve("cds.sqlite")))
            .vault(opening.vault(vault))
            .transport(HttpTransport.to(URI.create(address)))
            .unattended(unattended(code))
            // Suite 1, so that openssl and node of today can open what it leaves behind.
            .settings(
                opening.settings(
                    Settings.defaults()
                        .retrying(3, Duration.ofMillis(200), Duration.ofSeconds(1))
                        .with(PostQuantum.OFF)));
    return new Party(folders, code, vault, host.apply(builder).build(), passphrase);
  }

  /** The demo's passphrases: a real school's are typed by a person. */
  static KeyAccess passphrase(String code) {
    return KeyAccess.passphrase(("demo school key of " + code).toCharArray());
  }

  /** The secret that unlocks the unattended part: a real one comes from the host's secret store. */
  static KeyAccess unattended(String code) {
    return KeyAccess.passphrase(("demo unattended secret of " + code).toCharArray());
  }

  /** A party's running parts. */
  record Party(
      Folders folders, String code, Pkcs12Vault vault, CdsClient client, KeyAccess passphrase)
      implements AutoCloseable {

    /** Rows in a table of the host, in the same file. */
    int count(String table) throws SQLException {
      String file = folders.state(code).resolve("cds.sqlite").toString();
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
        return rows.getInt(1);
      }
    }

    /** Writes the demo's own SIGN and OPEN keys as PEM, by the person's passphrase. */
    String exportKeys() {
      int written = 0;
      for (VaultKey key : vault.keys(PartyCode.of(code))) {
        boolean person = key.ref().use() == KeyUse.SIGN || key.ref().use() == KeyUse.OPEN;
        if (person && key.certificate().isPresent()) {
          PemExport.write(vault, key.ref(), passphrase, folders.keys());
          written++;
        }
      }
      return written + " keys of " + code;
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
