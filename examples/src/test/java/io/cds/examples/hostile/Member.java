package io.cds.examples.hostile;

import io.cds.api.Actor;
import io.cds.api.CdsClient;
import io.cds.api.Desk;
import io.cds.api.Event;
import io.cds.api.KeyUse;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.TransmissionReport;
import io.cds.api.Watch;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptText;
import io.cds.api.envelope.RefusalCode;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.ImportResult;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.Mailbox;
import io.cds.api.spi.RequestSigner;
import io.cds.api.spi.SignatureScheme;
import io.cds.api.spi.Transport;
import io.cds.api.spi.VaultKey;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A party with its client, and with its keys in bad hands as well. */
final class Member implements RequestSigner {
  final PartyCode code;
  final Store store;
  final KeyVault vault;
  private final HostileScene scene;
  private final Transport transport;
  private final CdsClient client;

  Member(HostileScene scene, PartyCode code, Store store, Transport transport) {
    this.scene = scene;
    this.code = code;
    this.store = store;
    this.transport = transport;
    this.vault = scene.real.vault(code);
    this.client =
        CdsClient.builder()
            .party(code)
            .store(store)
            .vault(vault)
            .transport(transport)
            .unattended(scene.real.machine())
            .codec(scene.real.codec())
            .handler((message, transaction) -> ImportResult.imported())
            .clock(scene.clock)
            .build();
    client
        .registration()
        .register(
            scene.hub.admit(code, code.value(), "機構", Actor.of("officer")),
            scene.hub.identity().net(),
            scene.real.person(),
            Watch.none());
  }

  Desk desk() {
    return client.as(Actor.of("clerk"));
  }

  TransmissionReport run() {
    return client.transmission().run(Watch.none());
  }

  VaultKey key(KeyUse use) {
    return vault.keys(code).stream().filter(k -> k.ref().use() == use).findFirst().orElseThrow();
  }

  /** A way to the hub that writes what this party could not write. */
  Mailbox evil(Supplier<Optional<byte[]>> zip, Map<Octets, Octets> as) {
    return transport.mailbox(code, this, EvilHub.codec(scene.real.codec(), zip, as));
  }

  List<Event> history(MessageKey message) {
    return store.transact(tx -> tx.events().of(code, message));
  }

  /** What this party testified about a routing record: the code of its refusal, if it was one. */
  Optional<RefusalCode> refusal(MessageKey message, Sha256 routing) {
    List<ReceiptRow> rows = store.transact(tx -> tx.receipts().of(code, message));
    return rows.stream()
        .map(ReceiptRow::text)
        .filter(text -> text.by().equals(code) && text.routing().equals(routing))
        .flatMap(text -> text.code().stream())
        .findFirst();
  }

  /** How many receipts by this party it keeps about a message. */
  long testimonies(MessageKey message) {
    List<ReceiptRow> rows = store.transact(tx -> tx.receipts().of(code, message));
    return rows.stream().map(ReceiptRow::text).map(ReceiptText::by).filter(code::equals).count();
  }

  @Override
  public Sha256 keyId() {
    return scene.real.codec().sha256(key(KeyUse.TRANSMIT).certificate().orElseThrow().toArray());
  }

  @Override
  public byte[] sign(byte[] data) {
    return vault.sign(
        key(KeyUse.TRANSMIT).ref(), SignatureScheme.ECDSA_SHA256_P1363, data, scene.real.machine());
  }

  @Override
  public Clock clock() {
    return scene.clock;
  }
}
