/** A hub in the host's own container, by Jakarta Servlet 6. Depends on the handler alone. */
package io.cds.transport.http.servlet;
