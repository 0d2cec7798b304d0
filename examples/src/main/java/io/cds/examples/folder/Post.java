package io.cds.examples.folder;

import io.cds.api.envelope.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Where what lies in the shared folder. A question is two files: its body, and then its signature,
 * whose name tells the hub that the body is whole.
 */
record Post(Path folder) {
  /** Blocks of a file: a hundred envelopes, or waiting things with their receipts. */
  static final int BLOCKS = 20_000;

  private static final String LABEL = "cds-folder/1 ";

  /** There while the hub is. */
  Path sign() {
    return folder.resolve("hub-is-here");
  }

  Path body(String id) {
    return folder.resolve(id + ".body");
  }

  Path question(String id) {
    return folder.resolve(id + ".question");
  }

  Path answer(String id) {
    return folder.resolve(id + ".answer");
  }

  /** What is signed: this protocol, the time, and every octet of the body. */
  static byte[] signed(Path body, String time) throws IOException {
    try (InputStream file = Files.newInputStream(body);
        DigestInputStream in = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return (LABEL + time + " " + Sha256.of(in.getMessageDigest().digest()).hex())
          .getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the platform has no SHA-256", e);
    }
  }
}
