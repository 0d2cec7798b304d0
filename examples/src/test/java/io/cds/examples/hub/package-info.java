/** The hub with real keys and real envelopes, directly and over HTTP. */
package io.cds.examples.hub;
