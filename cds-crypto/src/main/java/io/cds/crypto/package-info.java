/** Seals and opens envelopes, keeps keys and certifies them. */
package io.cds.crypto;
