package io.cds.store.jdbc.content;

import java.util.Optional;

/**
 * Content as its row tells it.
 *
 * @param file what its files' names begin with, if it lies in a directory
 * @param token of the sink that may write
 * @param length in octets; while it is unfinished as far as it is durable
 */
record Held(ContentPlace place, Optional<String> file, long token, long length) {
  /** The same of another length. */
  Held grown(long octets) {
    return new Held(place, file, token, octets);
  }
}
