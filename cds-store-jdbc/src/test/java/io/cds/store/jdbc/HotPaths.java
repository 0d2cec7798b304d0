package io.cds.store.jdbc;

import static io.cds.store.jdbc.SettledMailbox.OTHER;
import static io.cds.store.jdbc.SettledMailbox.PARTY;

import io.cds.api.ContentRef;
import io.cds.api.Cursor;
import io.cds.api.Direction;
import io.cds.api.Event;
import io.cds.api.KeyUse;
import io.cds.api.MessageKey;
import io.cds.api.Sink;
import io.cds.api.envelope.Octets;
import io.cds.api.store.ContentKey;
import io.cds.api.store.FeedRow;
import io.cds.api.store.PartyMessage;
import io.cds.api.store.ReceiptRow;
import io.cds.api.store.Store;
import io.cds.api.store.WorkKey;
import io.cds.api.store.WorkKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What hub and client do all day, by name, in a store of so many settled messages. */
final class HotPaths {
  private static final Duration SECONDS = Duration.ofSeconds(30);
  private static final int PAGE = 50;

  private final int messages;
  private final Map<String, Consumer<Store>> paths = new LinkedHashMap<>();

  private HotPaths(int messages) {
    this.messages = messages;
  }

  static Map<String, Consumer<Store>> of(int messages) {
    HotPaths paths = new HotPaths(messages);
    paths.works();
    paths.mailbox();
    paths.hub();
    paths.contents();
    return paths.paths;
  }

  private void add(String name, Store.Work<?> work) {
    paths.put(name, store -> store.transact(work));
  }

  private void works() {
    add("lease of a party", tx -> tx.works().lease(Optional.of(PARTY), WorkKind.SEND, 8, SECONDS));
    add(
        "lease of all parties",
        tx -> tx.works().lease(Optional.empty(), WorkKind.FORGET, 8, SECONDS));
    add("next due", tx -> tx.works().nextDue(PARTY, WorkKind.SEND));
    add(
        "work from enqueued to completed",
        tx -> {
          tx.works().enqueue(new WorkKey(PARTY, WorkKind.FETCH, "new"), tx.now());
          var leases = tx.works().lease(Optional.of(PARTY), WorkKind.FETCH, 1, SECONDS);
          var kept = tx.works().extend(leases.get(0), SECONDS);
          tx.works().postpone(kept, tx.now());
          var again = tx.works().lease(Optional.of(PARTY), WorkKind.FETCH, 1, SECONDS);
          tx.works().complete(again.get(0));
          return again;
        });
  }

  private void mailbox() {
    for (String place : List.of("first", "middle", "last")) {
      Cursor after = after(place);
      add(place + " page of what was sent", tx -> tx.outgoing().page(PARTY, after, PAGE));
      add(place + " page of what came in", tx -> tx.incoming().page(PARTY, after, PAGE));
    }
    PartyMessage sent = new PartyMessage(PARTY, SettledMailbox.sent(some()));
    PartyMessage received = new PartyMessage(PARTY, SettledMailbox.received(some()));
    add(
        "a message that was sent",
        tx -> {
          tx.outgoing().find(sent).ifPresent(tx.outgoing()::replace);
          tx.deliveries().of(PARTY, sent.message().id()).forEach(tx.deliveries()::replace);
          return 0;
        });
    add(
        "a message that came in",
        tx -> {
          tx.incoming().find(received).ifPresent(tx.incoming()::replace);
          return tx.arrivals().find(received);
        });
    add("receipts of a message", tx -> tx.receipts().of(PARTY, sent.message()));
    add("history of a message", tx -> tx.events().of(PARTY, sent.message()));
    add("events after a place", tx -> tx.events().after(PARTY, messages / 2, PAGE));
    add(
        "an event",
        tx -> {
          tx.events().append(PARTY, event(sent.message(), tx.now()));
          return 0;
        });
    add("keys of a party", tx -> tx.keys().of(PARTY, OTHER, KeyUse.SIGN));
    add("parties", tx -> tx.parties().after(PARTY, Optional.of(OTHER), PAGE));
  }

  private static Event event(MessageKey message, Instant at) {
    return new Event(
        0,
        at,
        Direction.OUTGOING,
        message,
        "STATUS",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "clerk",
        Optional.empty());
  }

  private void hub() {
    MessageKey message = SettledMailbox.received(some());
    PartyMessage stored = new PartyMessage(PARTY, SettledMailbox.sent(some()));
    add("feed after a cursor", tx -> tx.feeds().after(PARTY, messages / 2, PAGE));
    add("who may fetch", tx -> tx.feeds().holds(PARTY, message));
    add(
        "an arrival at the hub",
        tx ->
            tx.feeds()
                .append(new FeedRow(PARTY, 0, message, Optional.empty()), "once " + tx.now()));
    add(
        "forgetting a message",
        tx -> {
          tx.hubMessages().find(stored).ifPresent(tx.hubMessages()::replace);
          tx.hubMessages().delete(stored);
          tx.feeds().forget(PARTY, message);
          List<ReceiptRow> receipts = tx.receipts().of(PARTY, stored.message());
          tx.receipts().forget(PARTY, stored.message());
          receipts.forEach(tx.receipts()::insert);
          tx.arrivals().delete(new PartyMessage(PARTY, message));
          return 0;
        });
    add(
        "a cursor",
        tx -> {
          tx.states().put(PARTY, "cursor", Octets.of(new byte[8]));
          return tx.states().find(PARTY, "cursor");
        });
  }

  private void contents() {
    ContentKey key = new ContentKey(PARTY, "up/new");
    paths.put(
        "content from staged to released",
        store -> {
          ContentRef ref = staged(store, key);
          store.transact(
              tx -> {
                tx.contents().bind(ref);
                return 0;
              });
          store.content(ref);
          store.transact(
              tx -> {
                tx.contents().release(ref);
                return 0;
              });
        });
    paths.put("sweep", store -> store.sweep(Duration.ofDays(1)));
  }

  /** Given up once, and gone on with. */
  private static ContentRef staged(Store store, ContentKey key) {
    try (Sink sink = store.stage(key, 0)) {
      sink.write(ByteBuffer.allocate(10));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Sink sink = store.stage(key, store.durable(key))) {
      sink.write(ByteBuffer.allocate(10));
      return sink.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int some() {
    return messages / 2;
  }

  private Cursor after(String place) {
    return switch (place) {
      case "first" -> Cursor.START;
      case "middle" -> cursor(messages / 2);
      default -> cursor(messages - PAGE);
    };
  }

  private static Cursor cursor(int place) {
    return place <= 0 ? Cursor.START : new Cursor(Integer.toString(place));
  }
}
