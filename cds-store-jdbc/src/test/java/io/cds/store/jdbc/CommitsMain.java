package io.cds.store.jdbc;

import io.cds.api.PartyCode;
import io.cds.api.Sink;
import io.cds.api.envelope.Octets;
import io.cds.api.store.ContentKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Commits numbered rows and stages content until it is killed, and says so after each commit. */
final class CommitsMain {
  static final PartyCode PARTY = PartyCode.of("010300");
  static final ContentKey CONTENT = new ContentKey(PARTY, "up/1");

  private CommitsMain() {}

  public static void main(String[] arguments) throws IOException {
    SqliteStore store = SqliteStore.open(Path.of(arguments[0]));
    try (Sink sink = store.stage(CONTENT, 0)) {
      for (int n = 0; true; n++) {
        String row = "row-" + n;
        store.transact(
            tx -> {
              tx.states().put(PARTY, row, Octets.of(new byte[100]));
              return 0;
            });
        sink.write(ByteBuffer.allocate(1 << 20));
        System.out.println(n + " " + sink.durable());
      }
    }
  }
}
