/** The way to a hub over HTTP, as a host sees it. */
package io.cds.transport.http;
