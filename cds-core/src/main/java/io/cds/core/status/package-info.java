/**
 * The status machines as data: the engine runs on them, reasons and documents are read off them.
 */
package io.cds.core.status;
