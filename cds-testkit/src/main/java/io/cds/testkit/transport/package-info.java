/** The contract of transports, with a hub and a codec in memory to prove it against. */
package io.cds.testkit.transport;
