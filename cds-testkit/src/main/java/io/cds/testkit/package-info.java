/** Proves that a plugin keeps the promises of the API. */
package io.cds.testkit;
