/**
 * A whole network in one JVM: a hub, parties with their clients, and ways between them that fail on
 * demand.
 *
 * <p>Engine and cryptography are found or handed in; this package knows neither.
 */
package io.cds.testkit.network;
