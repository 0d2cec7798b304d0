package io.cds.api;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where octets are put, all or nothing: {@link #finish()} commits, {@link #close()} without it
 * aborts.
 *
 * <p><b>Guarantees.</b> Nothing can be read back before {@code finish()} returned. The first
 * failure sticks: every later call fails too. {@code close()} after {@code finish()} does nothing.
 *
 * <p><b>Threading.</b> One thread at a time.
 */
public interface Sink extends AutoCloseable {
  /**
   * Takes the remaining octets of {@code piece}; the buffer may be reused when the call returns.
   */
  void write(ByteBuffer piece) throws IOException;

  /**
   * Octets from the beginning that survive a crash of this process: from here a resumed sink goes
   * on.
   */
  long durable();

  /** Commits. After it the content can be read under the returned reference. Only once. */
  ContentRef finish() throws IOException;

  /**
   * Ends; without a {@link #finish()} nothing of the content can be read (a sink opened to be
   * resumed keeps its durable part).
   */
  @Override
  void close() throws IOException;
}
