package io.cds.examples.quickstart;

import io.cds.api.Attachment;
import io.cds.api.HostTransaction;
import io.cds.api.OpenedMessage;
import io.cds.api.spi.ImportResult;
import io.cds.api.spi.MessageHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the authority's own system does with a message: a row in its own table, in one transaction
 * with the status IMPORTED, and the files in a folder.
 */
final class HostTables implements MessageHandler {
  private final Path out;

  HostTables(Path out) {
    this.out = out;
  }

  @Override
  public ImportResult handle(OpenedMessage message, HostTransaction transaction) throws Exception {
    Connection connection =
        transaction
            .unwrap(Connection.class)
            .orElseThrow(() -> new IllegalStateException("The store offers no JDBC connection"));
    row(message, connection);
    // Files are outside the transaction, so written at least once: the same names, the same octets.
    Files.createDirectories(out);
    for (Attachment attachment : message.attachments()) {
      file(attachment);
    }
    return ImportResult.imported();
  }

  int folderSize() throws IOException {
    return Folders.files(out).size();
  }

  /** No "or ignore": a second import of the same message would fail, and be seen. */
  private static void row(OpenedMessage message, Connection connection) throws SQLException {
    try (Statement create = connection.createStatement()) {
      create.execute(
          "create table if not exists form_a_import (message text primary key, description text not null,"
              + " attachments integer not null)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("insert into form_a_import values (?, ?, ?)")) {
      insert.setString(1, message.idempotencyKey());
      insert.setString(2, message.heading().description());
      insert.setInt(3, message.attachments().size());
      insert.executeUpdate();
    }
  }

  private void file(Attachment attachment) throws IOException {
    Path target = out.resolve(attachment.name());
    if (!out.equals(target.getParent())) {
      throw new IOException("An attachment's name leads out of the folder; nothing was written");
    }
    // One name, so that a process that is killed here leaves nothing that its next life does not
    // use.
    Path fresh = out.resolveSibling("import.new");
    try (InputStream in = attachment.content().open()) {
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
