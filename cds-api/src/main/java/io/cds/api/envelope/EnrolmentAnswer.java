package io.cds.api.envelope;

/** Issued keys as octets with HMAC-SHA-256(code, root ‖ party ‖ answer). */
public record EnrolmentAnswer(Octets answer, Octets mac) {}
