/**
 * Keeps a party's private keys in PKCS#12 files, keeps drafts and opened content encrypted at rest,
 * and issues the hub's certificates. Start with {@link io.cds.crypto.keys.Pkcs12Vault}.
 */
@NullMarked
package io.cds.crypto.keys;

import org.jspecify.annotations.NullMarked;
