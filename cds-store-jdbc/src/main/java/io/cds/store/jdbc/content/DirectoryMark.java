package io.cds.store.jdbc.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The id of its store, in a directory of content: so nobody takes another directory for it. */
record DirectoryMark(Path root, ContentDirectory directory) {
  /** Its name is no content's. */
  private static final String MARK = "cds-store";

  /**
   * Marks it, if it is new.
   *
   * @throws io.cds.api.CdsException {@code STORE_FAILED} if it is not this store's
   */
  void require(String store, boolean used) throws IOException {
    Path mark = root.resolve(MARK);
    if (!Files.exists(mark)) {
      if (used || isOccupied()) {
        throw DirectoryFault.notOurs(root, used);
      }
      mark(mark, store);
    }
    if (!Files.readString(mark, StandardCharsets.US_ASCII).equals(store)) {
      throw DirectoryFault.another(root);
    }
  }

  private boolean isOccupied() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.anyMatch(file -> !file.getFileName().toString().startsWith(MARK));
    }
  }

  /** Several processes may do so at once; all write the same octets. */
  private void mark(Path mark, String store) throws IOException {
    Path part = root.resolve(MARK + ContentDirectory.PART);
    try (FileChannel channel =
        FileChannel.open(part, ContentDirectory.WRITE, directory.owners("rw-------"))) {
      channel.write(ByteBuffer.wrap(store.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
    try {
      ContentDirectory.move(part, mark);
    } catch (NoSuchFileException e) {
      if (!Files.exists(mark)) {
        throw e;
      }
    }
    directory.synced(root);
  }
}
