package io.cds.examples.hub;

import io.cds.api.CdsHub;
import io.cds.api.PartyCode;
import io.cds.api.spi.Mailbox;
import io.cds.api.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Two nodes of one hub: each has a store object and a vault object of its own, over one place. */
final class Nodes implements AutoCloseable {
  final CdsHub one;
  final CdsHub two;
  private final RealHub real;
  private final Supplier<Store> stores;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * @param stores opens another store object on the same tables each time
   */
  Nodes(RealHub real, Supplier<Store> stores) {
    this.real = real;
    this.stores = stores;
    this.one = real.over(real.introduced(stores.get()));
    this.two = real.over(stores.get());
  }

  List<CdsHub> both() {
    return List.of(one, two);
  }

  /** Another store object on the same tables. */
  Store store() {
    return stores.get();
  }

  /** One more node, over this view of a store. */
  CdsHub over(Store view) {
    return real.over(view);
  }

  /** A party's mailbox whose calls the nodes answer in turn. */
  Mailbox inTurn(PartyCode party) {
    return (Mailbox)
        Proxy.newProxyInstance(
            Nodes.class.getClassLoader(),
            new Class<?>[] {Mailbox.class},
            (proxy, method, arguments) -> {
              CdsHub node = calls.getAndIncrement() % 2 == 0 ? one : two;
              try {
                return method.invoke(node.mailbox(party), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public void close() {
    two.close();
    one.close();
  }
}
