package io.cds.core;

import io.cds.api.CdsException;
import io.cds.api.PartyCode;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Sink;
import io.cds.api.spi.AtRest;
import io.cds.api.store.ContentKey;
import io.cds.api.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** Whether a part works, by trying. */
public final class Trials {
  private Trials() {}

  /**
   * Whether a store takes a row and a content; leaves nothing but a mark of when it was tried.
   *
   * @return why it does not
   */
  public static Optional<Problem> store(Store store, PartyCode party, SecureRandom random) {
    try {
      store.transact(
          tx -> {
            tx.states().put(party, "health", StateText.of(tx.now().toString()));
            return true;
          });
      byte[] name = new byte[8];
      random.nextBytes(name);
      ContentKey key = new ContentKey(party, "health/" + HexFormat.of().formatHex(name));
      try (Sink sink = store.stage(key, 0)) {
        sink.write(ByteBuffer.wrap(name));
      } finally {
        store.discard(key);
      }
      return Optional.empty();
    } catch (CdsException e) {
      return Optional.of(e.problem());
    } catch (IOException e) {
      return Optional.of(Problem.of(ProblemCode.STORE_FAILED, "content: " + e.getMessage()));
    }
  }

  /** Whether a cipher opens what it sealed. @throws CdsException if it does not */
  public static void atRest(AtRest cipher) {
    cipher.open(cipher.seal(new byte[1], "health"), "health");
  }
}
