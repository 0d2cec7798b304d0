package io.cds.crypto.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.KeyUse;
import io.cds.api.Recipient;
import io.cds.api.envelope.EnvelopeHead;
import io.cds.api.spi.SealRequest;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.algorithm.KeyAgreementWrap;
import io.cds.crypto.cms.AuthEnvelopedData;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Opens the manifest of a message, changes its JSON, and seals and signs it again. */
final class ForgedManifest {

  private final Network network;
  private final Network.Message message;

  ForgedManifest(Network network, Network.Message message) {
    this.network = network;
    this.message = message;
  }

  /** The changed manifest, padded to whole blocks. */
  EnvelopeHead head(Forge forge, UnaryOperator<String> change) {
    return unpadded(forge, json -> padded(change.apply(json)));
  }

  /** The changed manifest as it is. */
  EnvelopeHead unpadded(Forge forge, UnaryOperator<String> change) {
    byte[] plain = plain();
    byte[] contentKey = Arrays.copyOf(plain, 32);
    String before = new String(plain, 32, plain.length - 32, UTF_8);
    byte[] json = change.apply(before).getBytes(UTF_8);
    List<SealRequest.To> to =
        List.of(
            new SealRequest.To(
                Recipient.original(Network.EDB), network.known(Network.EDB, KeyUse.OPEN)));
    byte[] manifest =
        new ManifestSealer(new Certificates(), OutsideRecipients.none())
            .seal(1, contentKey, json, to, network.random);
    EnvelopeHead sealed = forge.manifest(message.sealed().head(), manifest);
    String digest = message.sealed().routing().routing().manifestJson().hex();
    return forge.routing(sealed, record -> record.replace(digest, Digests.digest(json).hex()));
  }

  /** The same text with as much padding as fills whole blocks. */
  private static String padded(String json) {
    String bare = json.replaceFirst("\"pad\":\"0*\"", "\"pad\":\"\"");
    int pad = 4096 - (bare.getBytes(UTF_8).length + 32) % 4096;
    return bare.replace("\"pad\":\"", "\"pad\":\"" + "0".repeat(pad));
  }

  /** Content key and JSON. */
  byte[] plain() {
    AuthEnvelopedData sealed =
        AuthEnvelopedData.read(message.sealed().head().manifest().toArray(), 64, false);
    byte[] cek =
        KeyAgreementWrap.unwrap(
                network.vault.privateKey(network.key(Network.EDB, KeyUse.OPEN).ref()),
                sealed.originator().orElseThrow().toArray(),
                AuthEnvelopedData.sharedInfo(),
                sealed.recipients().get(0).wrapped().toArray())
            .orElseThrow();
    return sealed.content().open(cek).orElseThrow();
  }
}
