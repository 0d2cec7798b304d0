/** The party's side of the wire: one signed request for each operation of the mailbox. */
package io.cds.transport.http.client;
