package io.cds.api.envelope;

/**
 * Why octets from outside were refused. For the local log; a peer learns only a {@link
 * RefusalCode}.
 */
public enum InvalidReason {
  /** The .zip breaks its profile. */
  ZIP_PROFILE,
  /** The .zip exceeds a limit. */
  ZIP_LIMIT,
  /** Not the CMS structure of the profile. */
  CMS_FORM,
  /** An algorithm outside the allow-list. */
  CMS_ALGORITHM,
  /** Signed attributes are not exactly those of the profile. */
  CMS_ATTRIBUTES,
  /** The eContentType is another kind's. */
  CMS_TYPE,
  /** Octets after the end, or not DER. */
  CMS_TRAILING,
  /** The manifest's key is sealed to an RSA key that the host did not name. */
  KEY_TRANSPORT,
  /** The signer's certificate is not in the directory. */
  SIGNER_UNKNOWN,
  /** The signer's certificate is another party's. */
  SIGNER_WRONG_PARTY,
  /** The certificate is not for this use. */
  SIGNER_WRONG_USE,
  /** The certificate was not valid at the proof time. */
  SIGNER_EXPIRED,
  /** The certificate was withdrawn. */
  SIGNER_REVOKED,
  /** The signature does not fit. */
  SIGNATURE,
  /** Suite 2, and the second signature is not there. */
  MLDSA_MISSING,
  /** Suite 1, and there is a second signature. */
  MLDSA_UNEXPECTED,
  /** The second signature is one over another routing record. */
  MLDSA_OTHER,
  /** Not canonical JSON. */
  JSON_FORM,
  /** A member is missing or unknown. */
  JSON_MEMBER,
  /** Nesting or size beyond the limit. */
  JSON_LIMIT,
  /** A value is of another type or out of its range. */
  VALUE,
  /** Version, kind or suite is not known. */
  VERSION,
  /** It is for another hub. */
  WRONG_NET,
  /** Sealed in the future, or lives too long. */
  TIME,
  /** It came after its time to live. */
  EXPIRED,
  /** The recipients are not sorted, repeat, are too many, or differ from the keys sealed to. */
  RECIPIENTS,
  /** None of the recipients is this party. */
  NOT_FOR_ME,
  /** The manifest is not the signed one. */
  MANIFEST_DIGEST,
  /** The manifest does not open with this party's key. */
  MANIFEST_KEY,
  /** The manifest's authentication tag does not fit. */
  MANIFEST_CIPHER,
  /** Manifest and routing record differ. */
  MANIFEST_MISMATCH,
  /** The manifest is larger than the limit. */
  MANIFEST_LIMIT,
  /** The content has another length than signed. */
  CONTENT_LENGTH,
  /** The content is not the signed one. */
  CONTENT_DIGEST,
  /** A chunk of the content does not authenticate. */
  CONTENT_CIPHER,
  /** The content is larger than the limit. */
  CONTENT_LIMIT,
  /** An attachment's name is not allowed. */
  ATTACHMENT_NAME,
  /** An attachment has another length than stated. */
  ATTACHMENT_LENGTH,
  /** An attachment does not expand. */
  ATTACHMENT_COMPRESSION,
  /** An attachment expands beyond the limit. */
  ATTACHMENT_RATIO,
  /** Too many attachments. */
  ATTACHMENT_LIMIT,
  /** Padding is not zero or not of the stated length. */
  PADDING,
  /** The receipt is about another message or signed by a party that cannot say so. */
  RECEIPT_MISMATCH,
  /** The certificate is not of the profile or not issued by the hub's root. */
  CERTIFICATE,
  /** The key record is not the party's own or goes back. */
  KEY_RECORD,
  /** The directory answer is from the future or too old. */
  DIRECTORY_TIME,
  /** The enrolment's HMAC does not fit. */
  MAC
}
