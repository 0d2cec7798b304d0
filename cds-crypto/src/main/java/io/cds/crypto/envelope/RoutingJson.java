package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.VERSION;

import io.cds.api.envelope.Extent;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.api.envelope.Routing;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.format.Times;
import io.cds.crypto.json.CanonicalJson;
import io.cds.crypto.json.JsonObject;
import io.cds.crypto.json.Members;

/** The routing record, section 3. */
final class RoutingJson {

  static final int MAX_SEAL = 1_000_000;

  private RoutingJson() {}

  static byte[] write(Routing r) {
    return CanonicalJson.octets(
        new JsonObject()
            .put("v", 1)
            .put("kind", ContentKind.ROUTING.word())
            .put("net", r.net().hex())
            .put("id", r.id().value())
            .put("seal", r.seal())
            .put("from", r.from().value())
            .put("to", AddresseeJson.write(r.to()))
            .put("sealedAt", Times.text(r.sealedAt()))
            .put("expires", Times.text(r.expires()))
            .put("test", r.test())
            .put("suite", r.suite())
            .put("manifest", extent(r.manifest(), "sha256"))
            .put("content", extent(r.content(), "digest"))
            .put("manifestJson", r.manifestJson().hex()));
  }

  private static JsonObject extent(Extent extent, String digest) {
    return new JsonObject().put("length", extent.length()).put(digest, extent.digest().hex());
  }

  static Routing read(JsonObject json, EnvelopeLimits limits) {
    Members m = new Members(json, "the routing record");
    m.version(ContentKind.ROUTING.word());
    Routing routing =
        new Routing(
            m.digest("net"),
            m.id("id"),
            (int) m.integer("seal", 1, MAX_SEAL),
            m.party("from"),
            AddresseeJson.read(m, limits.recipients()),
            m.time("sealedAt"),
            m.time("expires"),
            m.flag("test"),
            suite(m),
            extent(m.object("manifest"), 1, "sha256"),
            extent(m.object("content"), 0, "digest"),
            m.digest("manifestJson"));
    m.extension();
    m.end();
    AddresseeJson.demandSuite(routing.to(), routing.suite());
    return routing;
  }

  private static int suite(Members m) {
    long suite = m.integer("suite", 1, CanonicalJson.MAX_INTEGER);
    if (suite > 2) {
      throw new InvalidEnvelopeException(VERSION, "suite [" + suite + "] is neither 1 nor 2");
    }
    return (int) suite;
  }

  private static Extent extent(Members m, long least, String digest) {
    Extent extent =
        new Extent(m.integer("length", least, CanonicalJson.MAX_INTEGER), m.digest(digest));
    m.end();
    return extent;
  }
}
