package io.cds.crypto.envelope;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cds.api.EnrolmentCode;
import io.cds.api.PartyCode;
import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.IssuedKeys;
import io.cds.api.envelope.KeyRequest;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.RequestedKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.EnrolmentStep;
import io.cds.crypto.cms.ContentKind;
import io.cds.crypto.format.Times;
import io.cds.crypto.json.CanonicalJson;
import io.cds.crypto.json.JsonObject;
import io.cds.crypto.json.Members;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Key request, issued keys and the HMAC over either, section 10.4. */
final class EnrolmentJson {

  private static final String ISSUED = "issued-keys";
  private static final int MAX_RECEIPT_KEYS = 16;

  private EnrolmentJson() {}

  static byte[] write(KeyRequest r) {
    List<JsonObject> keys =
        r.keys().stream()
            .map(
                k ->
                    new JsonObject()
                        .put("use", k.use().name())
                        .put("request", KeyRecordJson.text(k.request())))
            .toList();
    return CanonicalJson.octets(
        new JsonObject()
            .put("v", 1)
            .put("kind", ContentKind.KEY_REQUEST.word())
            .put("net", r.net().hex())
            .put("party", r.party().value())
            .put("epoch", r.epoch())
            .put("at", Times.text(r.at()))
            .put("keys", keys));
  }

  static KeyRequest request(JsonObject json) {
    Members m = new Members(json, "the key request");
    m.version(ContentKind.KEY_REQUEST.word());
    List<RequestedKey> keys = new ArrayList<>();
    for (Members item : m.objects("keys", 1, KeyRecordJson.MAX_KEYS)) {
      keys.add(
          new RequestedKey(
              KeyRecordJson.use(item), item.octets("request", KeyRecordJson.MAX_CERTIFICATE)));
      item.end();
    }
    KeyRequest request =
        new KeyRequest(
            m.digest("net"),
            m.party("party"),
            (int) m.integer("epoch", 1, Integer.MAX_VALUE),
            m.time("at"),
            keys);
    m.end();
    return request;
  }

  static byte[] write(IssuedKeys i) {
    JsonObject hub =
        new JsonObject()
            .put("net", i.hub().net().hex())
            .put("party", i.hub().party().value())
            .put("root", KeyRecordJson.text(i.hub().root()))
            .put(
                "receipts",
                i.hub().receiptCertificates().stream().map(KeyRecordJson::text).toList());
    return CanonicalJson.octets(
        new JsonObject()
            .put("v", 1)
            .put("kind", ISSUED)
            .put("party", i.party().value())
            .put("request", i.request().hex())
            .put("keys", KeyRecordJson.keys(i.keys()))
            .put("hub", hub));
  }

  static IssuedKeys issued(JsonObject json) {
    Members m = new Members(json, "the issued keys");
    m.version(ISSUED);
    Members h = m.object("hub");
    HubIdentity hub =
        new HubIdentity(
            h.digest("net"),
            h.party("party"),
            h.octets("root", KeyRecordJson.MAX_CERTIFICATE),
            h.octetsList("receipts", KeyRecordJson.MAX_CERTIFICATE, MAX_RECEIPT_KEYS));
    h.end();
    IssuedKeys issued =
        new IssuedKeys(hub, m.party("party"), m.digest("request"), KeyRecordJson.keys(m));
    m.end();
    return issued;
  }

  static Octets mac(
      EnrolmentCode code, Sha256 root, PartyCode party, EnrolmentStep step, Octets octets) {
    byte[] key = code.macKey();
    String label =
        switch (step) {
          case REQUEST -> "cds/1/enrol/request";
          case ANSWER -> "cds/1/enrol/answer";
        };
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(label.getBytes(US_ASCII));
      mac.update((byte) 0);
      mac.update(root.octets());
      mac.update(party.value().getBytes(US_ASCII));
      mac.update((byte) 0);
      return Octets.of(mac.doFinal(octets.toArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot authenticate an enrolment: HMAC is missing", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
