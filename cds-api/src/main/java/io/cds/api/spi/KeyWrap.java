package io.cds.api.spi;

import io.cds.api.envelope.Octets;

/**
 * A wrapped content-encryption key of a CMS KeyAgreeRecipientInfo (RFC 5753, ephemeral-static
 * ECDH), for an OPEN key; or of a KEMRecipientInfo (RFC 9629, ML-KEM-768), for an OPEN_MLKEM key.
 *
 * @param originator the ephemeral public key as an uncompressed P-256 point, 65 octets; the vault
 *     validates that it is on the curve. Or the ML-KEM ciphertext, 1,088 octets
 * @param sharedInfo DER of ECC-CMS-SharedInfo for the X9.63 KDF with SHA-256; or of
 *     CMSORIforKEMOtherInfo for HKDF with SHA-256
 * @param wrapped the key under AES-256 key wrap (RFC 3394), 40 octets
 */
public record KeyWrap(Octets originator, Octets sharedInfo, Octets wrapped) {}
