/**
 * The client engine: one class a verb of the desk or a step of a transmission, around one {@code
 * ClientContext}.
 */
package io.cds.core.client;
