package io.cds.api.spi;

/** Which way an enrolment's HMAC covers, so that a request never passes for an answer. */
public enum EnrolmentStep {
  /** Party to hub. */
  REQUEST,
  /** Hub to party. */
  ANSWER
}
