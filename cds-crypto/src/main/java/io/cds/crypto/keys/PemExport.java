package io.cds.crypto.keys;

import io.cds.api.CdsException;
import io.cds.api.KeyAccess;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Octets;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.VaultKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private key and its certificate as PEM files, for other programs such as the documented {@code
 * openssl} commands. The private key is PKCS#8 version 1 and <b>no longer encrypted</b>: whoever
 * reads the file has the key.
 *
 * @param key {@code <party>-<use>.key.pem}, readable by its owner alone
 * @param certificate {@code <party>-<use>.cert.pem}
 */
public record PemExport(Path key, Path certificate) {
  private static final Logger LOG = LoggerFactory.getLogger(PemExport.class);

  /**
   * Takes a key out of the vault, by a person who has its passphrase. The log says so.
   *
   * @param folder where; it is made if there is none
   * @throws CdsException {@code WRONG_PASSPHRASE}; {@code KEY_MISSING} if there is no such key with
   *     a certificate; {@code STORE_FAILED} if one of the files is there already: nothing is
   *     overwritten
   */
  public static PemExport write(Pkcs12Vault vault, KeyRef key, KeyAccess access, Path folder) {
    Octets certificate =
        vault.keys(key.party()).stream()
            .filter(held -> held.ref().equals(key))
            .findFirst()
            .flatMap(VaultKey::certificate)
            .orElseThrow(() -> uncertified(key));
    byte[] clear = vault.of(key.party()).clear(key, access);
    byte[] pem = Pem.octets("PRIVATE KEY", clear);
    PrivateKeys.wipe(clear);
    String name = key.party() + "-" + KeyName.kind(key.use());
    PemExport files =
        new PemExport(folder.resolve(name + ".key.pem"), folder.resolve(name + ".cert.pem"));
    Disk disk = new Disk();
    try {
      disk.createFolder(folder);
      write(disk, files.certificate(), Pem.octets("CERTIFICATE", certificate.toArray()));
      write(disk, files.key(), pem);
    } catch (IOException e) {
      throw KeyProblems.failed("making the folder", folder, e);
    } finally {
      PrivateKeys.wipe(pem);
    }
    LOG.warn("private key {} of party {} was exported, not encrypted", key.name(), key.party());
    return files;
  }

  private static void write(Disk disk, Path file, byte[] octets) {
    try {
      disk.write(file, octets);
    } catch (FileAlreadyExistsException e) {
      throw KeyProblems.exists(file);
    } catch (IOException e) {
      throw KeyProblems.failed("writing", file, e);
    }
  }

  private static CdsException uncertified(KeyRef key) {
    return new CdsException(
        Problem.of(
            ProblemCode.KEY_MISSING,
            key.use() + " key " + key.name() + " of party " + key.party() + " with a certificate"));
  }
}
