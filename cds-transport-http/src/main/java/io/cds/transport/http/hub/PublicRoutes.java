package io.cds.transport.http.hub;

import io.cds.api.envelope.EnrolmentRequest;
import io.cds.api.spi.HubEndpoint;
import io.cds.transport.http.wire.HubJson;
import io.cds.transport.http.wire.Wire;
import io.cds.transport.http.wire.WireProblem;
import java.io.IOException;
import java.util.List;

/** What a party asks before it has a key: unsigned. */
final class PublicRoutes {
  private final HubEndpoint hub;
  private final BodyRoom room;

  PublicRoutes(HubEndpoint hub, BodyRoom room) {
    this.hub = hub;
    this.room = room;
  }

  List<Route> table() {
    return List.of(Route.get(Wire.HUB, this::identity), Route.post(Wire.ENROLMENT, this::enrol));
  }

  private Answer identity(Route.Call call) {
    HubJson.Greeting greeting =
        new HubJson.Greeting(hub.enrolment().identity(), hub.clock().instant());
    return Answer.of(200, HubJson.MEDIA_TYPE, HubJson.write(greeting));
  }

  private Answer enrol(Route.Call call) throws Rejection, IOException {
    Gate.requireType(call.request(), HubJson.MEDIA_TYPE);
    return room.hold(call.request(), HubJson.MAX_LENGTH, body -> enrol(body.whole()));
  }

  private Answer enrol(byte[] body) throws Rejection {
    EnrolmentRequest request =
        HubJson.enrolmentRequest(body)
            .orElseThrow(
                () ->
                    Rejection.of(
                        WireProblem.BAD_REQUEST,
                        "cannot read the enrolment: expected members [party, request, mac]"));
    return hub.enrolment()
        .enrol(request)
        .map(answer -> Answer.of(200, HubJson.MEDIA_TYPE, HubJson.write(answer)))
        .orElseGet(() -> Answer.empty(202));
  }
}
