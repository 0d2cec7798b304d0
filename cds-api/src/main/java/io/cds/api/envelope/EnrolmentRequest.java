package io.cds.api.envelope;

import io.cds.api.PartyCode;

/**
 * A key request as octets with HMAC-SHA-256(code, root ‖ party ‖ request): the code itself never
 * travels.
 */
public record EnrolmentRequest(PartyCode party, Octets request, Octets mac) {}
