/** Envelope format v1: the codec, and the limits that a host may set for it. */
package io.cds.crypto.envelope;
