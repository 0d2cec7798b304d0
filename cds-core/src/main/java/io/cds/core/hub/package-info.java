/** The hub engine. */
package io.cds.core.hub;
