/**
 * Signed HTTP requests: the subset of RFC 9421 (HTTP Message Signatures) and RFC 9530 (Digest
 * Fields) that the wire uses, with the few parts of RFC 9651 (Structured Fields) under it.
 *
 * <p>Knows octets and field values; never a connection, a private key or a message.
 */
package io.cds.transport.http.signature;
