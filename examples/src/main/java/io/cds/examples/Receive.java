package io.cds.examples;

import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.Cursor;
import io.cds.api.Desk;
import io.cds.api.HostTransaction;
import io.cds.api.IncomingMessage;
import io.cds.api.IncomingStatus;
import io.cds.api.KeyAccess;
import io.cds.api.OpenedMessage;
import io.cds.api.Page;
import io.cds.api.Watch;
import io.cds.api.spi.ImportResult;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;

/** Receives what waits, opens it, and imports it by a handler in one transaction with IMPORTED. */
public final class Receive {
  private Receive() {}

  /** Arguments: party, folder, hub address, passphrase. */
  public static void main(String[] a) throws Exception {
    SmallHost.inPlainWords();
    try (CdsClient client =
        SmallHost.client(a[0], Path.of(a[1]), URI.create(a[2]), SmallHost.typed(a[3]))
            .handler(Receive::takeOver)
            .build()) {
      Desk desk = client.as(Actor.of("clerk"));
      System.out.println(client.transmission().run(Watch.none()));
      Cursor from = Cursor.START;
      Page<IncomingMessage> page;
      do {
        page = desk.incoming(from, 100);
        page.items().stream()
            .filter(message -> message.status() != IncomingStatus.IMPORTED)
            .forEach(message -> takeIn(desk, message, SmallHost.typed(a[3])));
        from = page.next();
      } while (page.more());
      client.transmission().run(Watch.none()); // the receipts go out
    }
  }

  private static void takeIn(Desk desk, IncomingMessage message, KeyAccess typed) {
    if (message.status() == IncomingStatus.ENCRYPTED
        || message.status() == IncomingStatus.DECRYPT_FAIL) {
      System.out.println(message.key() + " " + desk.decrypt(message.key(), typed, Watch.none()));
    }
    System.out.println(message.key() + " " + desk.importMessage(message.key()));
    System.out.println(message.key() + " " + desk.incoming(message.key()).orElseThrow().status());
  }

  private static ImportResult takeOver(OpenedMessage message, HostTransaction transaction)
      throws Exception {
    Connection connection = transaction.unwrap(Connection.class).orElseThrow();
    try (Statement create = connection.createStatement()) {
      create.execute(
          "create table if not exists letters (id text primary key, subject text not null)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("insert into letters values (?, ?)")) {
      insert.setString(1, message.idempotencyKey());
      insert.setString(2, message.heading().description());
      insert.executeUpdate();
    }
    return ImportResult.imported();
  }
}
