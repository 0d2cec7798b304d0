package io.cds.api.store;

import io.cds.api.PartyCode;
import io.cds.api.envelope.EnrolmentAnswer;
import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.envelope.Octets;
import java.time.Instant;
import java.util.Optional;

/**
 * Hub role: a party's enrolment.
 *
 * @param code the code, encrypted at rest
 * @param failures requests whose HMAC did not fit
 * @param request the first request whose HMAC fitted; only this one can be answered
 * @param answer once the certificate authority has issued
 */
public record EnrolmentRow(
    PartyCode party,
    Octets code,
    Instant expires,
    int failures,
    Optional<EnrolmentRequest> request,
    Optional<EnrolmentAnswer> answer,
    long version) {}
