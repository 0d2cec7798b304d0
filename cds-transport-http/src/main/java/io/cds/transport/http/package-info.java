/** Carries the operations of a mailbox over signed HTTP requests. */
package io.cds.transport.http;
