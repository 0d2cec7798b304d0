/** The rules of {@link io.cds.testkit.KeyVaultContract}, promise by promise. */
@NullMarked
package io.cds.testkit.vault;

import org.jspecify.annotations.NullMarked;
