/** Keeps messages, content, events and leases in a relational database. */
package io.cds.store.jdbc;
