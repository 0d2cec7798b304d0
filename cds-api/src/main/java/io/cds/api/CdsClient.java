package io.cds.api;

import io.cds.api.spi.AccessPolicy;
import io.cds.api.spi.EngineProvider;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.MessageCheck;
import io.cds.api.spi.MessageHandler;
import io.cds.api.spi.NoticeSink;
import io.cds.api.spi.Transport;
import io.cds.api.store.Store;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What a school or an authority's desk embeds: one party's messages, keys and meetings with its
 * hub.
 *
 * <p>No threads unless asked: the host drives {@link #tick} or {@link Transmission} on its own
 * thread; only {@link #start()} makes one. {@link #close()} never completes half-done work; what
 * was begun is resumed by the next run.
 *
 * <p>Threading: safe for several threads.
 */
public interface CdsClient extends AutoCloseable {
  /** A builder; loads one {@link EngineProvider}. */
  static Builder builder() {
    return EngineProvider.load().clientBuilder();
  }

  /** The party. */
  PartyCode party();

  /** The desk of this user. */
  Desk as(Actor actor);

  /** Registration with the hub. */
  Registration registration();

  /** Transmission. */
  Transmission transmission();

  /**
   * Looks at store, keys, registration, hub and clock, each apart, and changes nothing. It writes a
   * little into the store and takes it back, uses the unattended keys, and calls the hub a few
   * times: for a person who asks, or a monitor every few minutes. What only a person's passphrase
   * unlocks is looked at from outside: whether there is such a key, and whether it counts now.
   *
   * @param watch cancels between calls; what was not looked at then is {@link Health.State#UNKNOWN}
   */
  Health health(Watch watch);

  /**
   * Does on this thread what is due now by the {@link Schedule}, which is at most one transmission
   * ({@link Transmission#runDue}), and tells when it wants to be called next. For a host with a
   * schedule of its own: at {@link Tick#next()}, and at once after {@link #wake}, {@link
   * Desk#encrypt} or {@link Desk#resend}.
   *
   * <p>Due are: the set times of the schedule; what was put off, when its wait is over; and where
   * the schedule polls, work of an earlier process at the first call, what was encrypted or is to
   * be resent, and the hub's mailbox when {@link Schedule#poll()} has passed. Before registration
   * nothing is.
   *
   * <p>While another thread is in this call it does nothing and returns at once.
   *
   * @param watch cancels the transmission at its safe points; the next call goes on
   * @throws CdsException if the store fails; the network's failures are in the report
   */
  Tick tick(Watch watch);

  /**
   * Where the schedule polls: has the next {@link #tick} transmit, due or not, and a started client
   * tick at once. A hint that costs nothing, from any thread, also {@link
   * HostTransaction#afterCommit}. This client's own desk gives it whenever it made something to
   * send.
   */
  void wake();

  /**
   * Has the client work by itself: ticks whenever something is due, on one daemon thread, until
   * {@link #stop}. Calling it again changes nothing. Only one process is to be started over one
   * store.
   */
  void start();

  /**
   * Ends what {@link #start()} began: takes no new work, and cuts the transmission that runs at its
   * next safe point, such as the end of a piece of 1 MiB. What was cut is gone on with by the next
   * start, in this process or another. Verbs of desks and {@link #tick} go on as before.
   *
   * @param grace how long to wait for that point, zero or more
   * @return whether it has ended, also if it was not started; if not, its thread ends by itself
   *     when the call that holds it returns
   */
  boolean stop(Duration grace);

  /** Stops, waiting up to 10 seconds, and closes store, vault and transport. */
  @Override
  void close();

  /** Puts a client together. A part that is given twice is replaced; checks add up. */
  interface Builder {
    /** The party; required. */
    Builder party(PartyCode party);

    /** Where messages are kept; required. Closed with the client. */
    Builder store(Store store);

    /** The private keys; required. Closed with the client. */
    Builder vault(KeyVault vault);

    /** The way to the hub; required. Closed with the client. */
    Builder transport(Transport transport);

    /** Unlocks the unattended part of the vault: TRANSMIT, LOG and the at-rest key; required. */
    Builder unattended(KeyAccess access);

    /** The codec; wins over the one that ServiceLoader finds, which is the default. */
    Builder codec(EnvelopeCodec codec);

    /**
     * Threads that help to seal and open large messages ({@link EnvelopeCodec#parallel}); by
     * default the calling thread works alone. The executor stays the host's: it is not shut down.
     */
    Builder parallel(Executor executor, int width);

    /**
     * Where the codec warms up when the client is built ({@link EnvelopeCodec#warmUp}), so that the
     * first message of a fresh JVM is not the slowest; by default it does not.
     */
    Builder warmUp(Executor executor);

    /** Checks that every draft must pass, asked in this order. */
    Builder check(MessageCheck check);

    /** Takes over incoming messages; without one, {@link Desk#importMessage} is refused. */
    Builder handler(MessageHandler handler);

    /** Rights; by default everything is allowed and the host decides before it calls. */
    Builder access(AccessPolicy policy);

    /** Where notices go, such as of keys that end soon; by default nowhere. */
    Builder notices(NoticeSink sink);

    /** Numbers; by default {@link Settings#defaults()}. */
    Builder settings(Settings settings);

    /** When it transmits by itself; by default {@link Schedule#defaults()}. */
    Builder schedule(Schedule schedule);

    /** Time; by default the system's, UTC. */
    Builder clock(Clock clock);

    /** Randomness; by default the platform's. */
    Builder random(SecureRandom random);

    /**
     * The client.
     *
     * @throws CdsException {@code PROVIDER_MISMATCH} or {@code PROVIDER_MISSING}, naming the part
     */
    CdsClient build();
  }
}
