package io.cds.crypto.envelope;

import static io.cds.api.envelope.InvalidReason.JSON_MEMBER;
import static io.cds.api.envelope.InvalidReason.RECIPIENTS;

import io.cds.api.MessageKey;
import io.cds.api.Role;
import io.cds.api.envelope.Addressee;
import io.cds.api.envelope.InvalidEnvelopeException;
import io.cds.crypto.json.JsonObject;
import io.cds.crypto.json.Members;
import java.util.ArrayList;
import java.util.List;

/** Recipients and message names, which several records hold. */
final class AddresseeJson {

  private AddresseeJson() {}

  static List<JsonObject> write(List<Addressee> to) {
    return to.stream().map(AddresseeJson::write).toList();
  }

  private static JsonObject write(Addressee a) {
    JsonObject json =
        new JsonObject()
            .put("cert", a.certificate().hex())
            .put("party", a.party().value())
            .put("role", a.role().name());
    a.mlkem().ifPresent(mlkem -> json.put("mlkem", mlkem.hex()));
    return json;
  }

  /** Reads the recipients, who stand sorted and once each. */
  static List<Addressee> read(Members members, int max) {
    List<Members> items = members.objects("to", 1, Integer.MAX_VALUE);
    if (items.size() > max) {
      throw new InvalidEnvelopeException(
          RECIPIENTS, "[" + items.size() + "] recipients are more than [" + max + "]");
    }
    List<Addressee> to = new ArrayList<>();
    for (Members item : items) {
      Addressee next =
          new Addressee(
              item.party("party"),
              item.word("role", Role.class),
              item.digest("cert"),
              item.optionalDigest("mlkem"));
      item.end();
      if (!to.isEmpty() && to.get(to.size() - 1).party().compareTo(next.party()) >= 0) {
        throw new InvalidEnvelopeException(
            RECIPIENTS, "the recipients are not sorted by party, each once");
      }
      to.add(next);
    }
    return List.copyOf(to);
  }

  /** With suite 2 each recipient has an ML-KEM key, with suite 1 none. */
  static void demandSuite(List<Addressee> to, int suite) {
    if (to.stream().anyMatch(addressee -> addressee.mlkem().isPresent() != (suite == 2))) {
      throw new InvalidEnvelopeException(
          JSON_MEMBER,
          "member [mlkem] of a recipient is there with suite 1 or missing with suite 2");
    }
  }

  static JsonObject write(MessageKey key) {
    return new JsonObject().put("from", key.from().value()).put("id", key.id().value());
  }

  static MessageKey key(Members members) {
    MessageKey key = new MessageKey(members.party("from"), members.id("id"));
    members.end();
    return key;
  }
}
