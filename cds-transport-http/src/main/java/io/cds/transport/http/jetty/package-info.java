/** A hub that stands alone, on Jetty. */
package io.cds.transport.http.jetty;
