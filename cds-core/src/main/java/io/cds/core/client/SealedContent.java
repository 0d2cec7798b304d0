package io.cds.core.client;

import io.cds.api.CdsException;
import io.cds.api.ContentRef;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.Source;
import io.cds.api.store.Store;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Sealed content of the store, which remembers that it could not be read: a transport that was
 * sending it sees only a call that broke off, and would blame the hub. One thread at a time.
 */
final class SealedContent implements Source {
  private final Store store;
  private final ContentRef ref;
  private volatile Optional<CdsException> fault = Optional.empty();

  SealedContent(Store store, ContentRef ref) {
    this.store = store;
    this.ref = ref;
  }

  /** Why it could not be read, if it could not. */
  Optional<CdsException> fault() {
    return fault;
  }

  @Override
  public long length() {
    return ref.length();
  }

  @Override
  public InputStream open() throws IOException {
    return open(0, ref.length());
  }

  @Override
  public InputStream open(long from, long length) throws IOException {
    return noting(() -> new Noted(store.content(ref).open(from, length)));
  }

  private <T> T noting(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (CdsException e) {
      fault = Optional.of(e);
      throw e;
    } catch (IOException e) {
      Problem why =
          Problem.of(ProblemCode.STORE_FAILED, "sealed content: " + e.getClass().getName());
      fault = Optional.of(new CdsException(why, e));
      throw e;
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private final class Noted extends FilterInputStream {
    Noted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return noting(super::read);
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      return noting(() -> super.read(into, offset, most));
    }
  }
}
