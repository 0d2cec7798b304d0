/**
 * What client and hub must say alike: paths, field names, media types, problem codes, JSON bodies.
 */
package io.cds.transport.http.wire;
