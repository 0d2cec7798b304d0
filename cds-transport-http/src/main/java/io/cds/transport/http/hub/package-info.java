/**
 * The hub's side of the wire, for any container: requests come in through {@link
 * io.cds.transport.http.hub.HubRequest}, answers leave through {@link
 * io.cds.transport.http.hub.HubResponse}.
 */
package io.cds.transport.http.hub;
