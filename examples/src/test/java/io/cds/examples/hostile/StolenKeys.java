package io.cds.examples.hostile;

import io.cds.api.KeyAccess;
import io.cds.api.spi.KeyRef;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.SignatureScheme;
import io.cds.crypto.keys.PemExport;
import io.cds.crypto.keys.Pkcs12Vault;
import io.cds.testkit.Faulty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Keys of a true vault, taken out of it once: then no passphrase is asked for. */
final class StolenKeys {
  private final Path folder;
  private final Map<KeyRef, PrivateKey> keys = new HashMap<>();

  StolenKeys(Path folder) {
    this.folder = folder;
  }

  /** A vault that signs ECDSA as DER with a key that was taken out of this one. */
  KeyVault of(KeyVault vault) {
    return Faulty.with(
        KeyVault.class,
        vault,
        "sign",
        (right, arguments) ->
            arguments[1] == SignatureScheme.ECDSA_SHA256_DER
                ? sign((Pkcs12Vault) vault, arguments)
                : right.with(arguments));
  }

  private byte[] sign(Pkcs12Vault vault, Object[] arguments)
      throws IOException, GeneralSecurityException {
    KeyRef key = (KeyRef) arguments[0];
    if (!keys.containsKey(key)) {
      keys.put(key, taken(vault, key, (KeyAccess) arguments[3]));
    }
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.get(key));
    signature.update((byte[]) arguments[2]);
    return signature.sign();
  }

  private PrivateKey taken(Pkcs12Vault vault, KeyRef key, KeyAccess access)
      throws IOException, GeneralSecurityException {
    Path file = PemExport.write(vault, key, access, folder.resolve(key.name())).key();
    String pem = Files.readString(file).replaceAll("-----[^-]+-----", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
  }
}
