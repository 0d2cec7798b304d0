/**
 * A transport of one's own, small and whole: a folder that party and hub share (a network drive, a
 * disk that is carried) instead of HTTP.
 */
package io.cds.examples.folder;
