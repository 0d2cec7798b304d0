/** What the contract of key vaults needs beside the vault: a root, requests and wrapped keys. */
@NullMarked
package io.cds.testkit.keys;

import org.jspecify.annotations.NullMarked;
