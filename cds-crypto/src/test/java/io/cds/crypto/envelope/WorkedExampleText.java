package io.cds.crypto.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cds.api.KeyUse;
import io.cds.api.envelope.SignedReceipt;
import io.cds.crypto.algorithm.Digests;
import io.cds.crypto.cms.AuthEnvelopedData;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.cms.SignedData;
import java.util.Arrays;
import java.util.HexFormat;

/** The worked example as the specification shows it. */
final class WorkedExampleText {

  private static final int WIDTH = 64;

  private final Network network;
  private final Network.Message message;
  private final SignedReceipt receipt;
  private final StringBuilder text = new StringBuilder();

  WorkedExampleText(Network network, Network.Message message, SignedReceipt receipt) {
    this.network = network;
    this.message = message;
    this.receipt = receipt;
  }

  String text() {
    byte[] routing = message.sealed().head().routing().toArray();
    byte[] manifest = message.sealed().head().manifest().toArray();
    byte[] content = message.content().toArray();
    byte[] plain = new ForgedManifest(network, message).plain();
    byte[] json = Arrays.copyOfRange(plain, 32, plain.length);
    int ciphertext = manifest.length - plain.length - 18;
    block("Attachment, %d octets", "<離校 學生=\"陳大文\"/>\n".getBytes(UTF_8));
    line("`net`, SHA-256 of the root certificate", network.authority.net().octets());
    block("Routing record, %d octets of JSON", new String(record(routing), UTF_8));
    line("SHA-256 of the routing record, the name of this seal", Digests.sha256(record(routing)));
    SignedData signed = SignedData.read(routing, ContentKind.ROUTING);
    block("Signed attributes, the %d octets that the signature covers", signed.signedAttributes());
    block("`routing.p7s`, %d octets", routing);
    line("Content key", Arrays.copyOf(plain, 32));
    String manifestText = new String(json, UTF_8);
    String pad = manifestText.replaceFirst("(?s).*\"pad\":\"(0*)\".*", "$1");
    block(
        "Manifest JSON, %d octets; `pad` holds " + pad.length() + " zeros, most left out here",
        json.length,
        manifestText.replace("\"pad\":\"" + pad, "\"pad\":\"00…00"));
    line("SHA-256 of the manifest JSON, `manifestJson`", Digests.sha256(json));
    block("SharedInfo of the key derivation, %d octets", sharedInfo());
    block(
        "`manifest.p7m`: the %d octets before the ciphertext", Arrays.copyOf(manifest, ciphertext));
    line("the last 18, an OCTET STRING with the tag", tail(manifest, 18));
    line("SHA-256 of `manifest.p7m`, " + manifest.length + " octets", Digests.sha256(manifest));
    block("`content.cob`: salt and commitment, the first %d octets", Arrays.copyOf(content, 56));
    line("the last 16, the tag of the only chunk", tail(content, 16));
    byte[] piece = Digests.sha256(content);
    line("H₀, SHA-256 of `content.cob`, " + content.length + " octets, one piece", piece);
    line("`content.digest`, SHA-256 of H₀", Digests.sha256(piece));
    byte[] der = receipt.octets().toArray();
    byte[] receiptJson = SignedData.read(der, ContentKind.RECEIPT).content().toArray();
    block("`receipts/001.p7s` holds %d octets of JSON", new String(receiptJson, UTF_8));
    line(
        "signed by the certificate with SHA-256",
        network.known(Network.HUB, KeyUse.RECEIPT).digest().octets());
    return text.toString();
  }

  private static byte[] record(byte[] routing) {
    return SignedData.read(routing, ContentKind.ROUTING).content().toArray();
  }

  private static byte[] sharedInfo() {
    return AuthEnvelopedData.sharedInfo();
  }

  private static byte[] tail(byte[] octets, int length) {
    return Arrays.copyOfRange(octets, octets.length - length, octets.length);
  }

  private void line(String title, byte[] octets) {
    text.append('\n').append(title).append(":\n\n    ").append(hex(octets)).append('\n');
  }

  private void block(String title, byte[] octets) {
    text.append('\n').append(String.format(title, octets.length)).append(":\n\n");
    String hex = hex(octets);
    for (int at = 0; at < hex.length(); at += 2 * WIDTH) {
      text.append("    ").append(hex, at, Math.min(hex.length(), at + 2 * WIDTH)).append('\n');
    }
  }

  private void block(String title, String json) {
    block(title, json.getBytes(UTF_8).length, json);
  }

  private void block(String title, int length, String json) {
    text.append('\n').append(String.format(title, length)).append(":\n\n");
    text.append("    ").append(json).append('\n');
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }
}
