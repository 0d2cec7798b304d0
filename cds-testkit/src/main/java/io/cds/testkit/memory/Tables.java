package io.cds.testkit.memory;

import io.cds.api.Event;
import io.cds.api.KeyUse;
import io.cds.api.MessageKey;
import io.cds.api.PartyCode;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Octets;
import io.cds.api.envelope.ReceiptEvent;
import io.cds.api.envelope.Sha256;
import io.cds.api.store.ArrivalRow;
import io.cds.api.store.DeliveryRow;
import io.cds.api.store.EnrolmentRow;
import io.cds.api.store.FeedRow;
import io.cds.api.store.HubMessageRow;
import io.cds.api.store.IncomingRow;
import io.cds.api.store.OutgoingRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.PartyRow;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.WorkKey;

/** Everything that is kept, but content. */
final class Tables {
  final Table<PartyMessage, OutgoingRow> outgoing = new Table<>();
  final Log<PartyCode, PartyMessage> outgoingOrder = new Log<>();
  final Table<DeliveryRow.Key, DeliveryRow> deliveries = new Table<>();
  final Log<PartyMessage, DeliveryRow.Key> deliveriesOf = new Log<>();
  final Table<PartyMessage, ArrivalRow> arrivals = new Table<>();
  final Table<PartyMessage, IncomingRow> incoming = new Table<>();
  final Log<PartyCode, PartyMessage> incomingOrder = new Log<>();
  final Table<ReceiptKey, ReceiptRow> receipts = new Table<>();
  final Log<PartyMessage, ReceiptRow> receiptsOf = new Log<>();
  final Log<PartyCode, Event> events = new Log<>();
  final Log<PartyMessage, Event> eventsOf = new Log<>();
  final Table<WorkKey, MemoryWorks.Work> works = new Table<>();
  final Table<StateKey, Octets> states = new Table<>();
  final Table<CertificateKey, KnownKey> keys = new Table<>();
  final Log<KeysOf, CertificateKey> keysOf = new Log<>();
  final Table<PartyRow.Key, PartyRow> parties = new Table<>();
  final Table<PartyCode, EnrolmentRow> enrolments = new Table<>();
  final Table<PartyMessage, HubMessageRow> hubMessages = new Table<>();
  final Log<PartyCode, FeedRow> feeds = new Log<>();
  final Table<OnceKey, MessageKey> fedOnce = new Table<>();
  final Table<PartyMessage, Boolean> fedEnvelopes = new Table<>();

  /** What makes a receipt the same. */
  record ReceiptKey(
      PartyCode party, MessageKey message, Sha256 routing, PartyCode by, ReceiptEvent event) {}

  /** Key of a small value. */
  record StateKey(PartyCode party, String name) {}

  /** Key of a public key. */
  record CertificateKey(PartyCode owner, Sha256 certificate) {}

  /** Whose keys for what, in whose directory. */
  record KeysOf(PartyCode owner, PartyCode party, KeyUse use) {}

  /** What makes a feed row the same. */
  record OnceKey(PartyCode party, String once) {}
}
