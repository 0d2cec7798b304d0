package io.cds.api;

import io.cds.api.envelope.HubIdentity;
import io.cds.api.envelope.KnownKey;
import io.cds.api.envelope.Sha256;
import io.cds.api.spi.CertificateAuthority;
import io.cds.api.spi.EngineProvider;
import io.cds.api.spi.EnvelopeCodec;
import io.cds.api.spi.HubEndpoint;
import io.cds.api.spi.KeyVault;
import io.cds.api.spi.Mailbox;
import io.cds.api.store.Store;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What the central authority embeds: parties and their registration, the key directory, mailboxes
 * that it cannot open, receipts.
 *
 * <p>Any number of nodes may run over one store; a node keeps no state. Threading: safe for several
 * threads.
 */
public interface CdsHub extends AutoCloseable {
  /** A builder; loads one {@link EngineProvider}. */
  static Builder builder() {
    return EngineProvider.load().hubBuilder();
  }

  /** Root and receipt certificates, by which parties know this hub. */
  HubIdentity identity();

  /** What a transport's hub side calls. */
  HubEndpoint endpoint();

  /**
   * The mailbox of a party, for a transport inside this process. @throws CdsException if the party
   * is unknown
   */
  Mailbox mailbox(PartyCode party);

  /**
   * Enters a party (or renames it) and makes a fresh enrolment code for it: once, 30 days, 5
   * failures. An earlier code dies.
   *
   * @param name the party's name in English
   * @param chineseName the party's name in Chinese
   */
  EnrolmentCode admit(PartyCode party, String name, String chineseName, Actor actor);

  /**
   * Answers the enrolment requests that wait: for hubs whose certificate authority is not on the
   * nodes that serve mail.
   *
   * @return how many were answered
   */
  int answerEnrolments(CertificateAuthority authority, KeyAccess key);

  /** The keys of a party as the directory states them, newest first; none of an unknown party. */
  List<KnownKey> keys(PartyCode party);

  /**
   * Withdraws all keys of a party for these uses, at once and for good: nothing that they sign from
   * now on is taken, and nothing is sealed to them. Other parties learn it with their next
   * directory answer. Who withdraws a SIGN key withdraws what it asked for and was not published
   * too.
   *
   * @param invalidSince from when on what they signed does not count any more, at the latest now;
   *     what the hub accepted before counts on. A later call may move it back, never forward.
   * @return the certificates that were withdrawn, or whose {@code invalidSince} moved
   * @throws IllegalArgumentException if {@code invalidSince} lies ahead
   */
  List<Sha256> revoke(PartyCode party, Set<KeyUse> uses, Instant invalidSince, Actor actor);

  /** The same for one key; nothing for a certificate that is not the party's. */
  List<Sha256> revoke(PartyCode party, Sha256 certificate, Instant invalidSince, Actor actor);

  /** What officers did to the keys of a party, oldest first. */
  List<KeyEvent> keyHistory(PartyCode party);

  /**
   * Looks at this node's store, RECEIPT key and clock, each apart, and changes nothing. It writes a
   * little into the store and takes it back. The clock is good if it differs from the store's by no
   * more than 5 minutes: receipts tell the one, and requests are judged by the other.
   */
  Health health();

  /**
   * Does what is due: fan-out to recipients and senders that a crash left undone, and letting go,
   * in bounded steps, of messages that expired 30 days ago and of unfinished uploads that nobody
   * went on with. @return how many pieces of work were done
   */
  int tick();

  /**
   * Drives {@link #tick()} every few seconds on a thread of its own, until {@link #close()}; a host
   * that has a schedule calls {@code tick()} itself instead. Calling it again changes nothing.
   */
  void start();

  @Override
  void close();

  /** Puts a hub together. */
  interface Builder {
    /**
     * The hub's own party code, such as {@code HUB}; required. It signs receipts and directory
     * answers.
     */
    Builder party(PartyCode party);

    /** Required. Closed with the hub. */
    Builder store(Store store);

    /** Holds the RECEIPT key; required. Closed with the hub. */
    Builder vault(KeyVault vault);

    /** Unlocks the RECEIPT key and the at-rest key, unattended; required. */
    Builder unattended(KeyAccess access);

    /** The certificate of the root that issues certificates, DER; required. */
    Builder root(byte[] certificate);

    /**
     * Answers enrolments at once on this node; without one they wait for {@link
     * CdsHub#answerEnrolments}.
     */
    Builder authority(CertificateAuthority authority, KeyAccess key);

    /** The codec; wins over the one that ServiceLoader finds, which is the default. */
    Builder codec(EnvelopeCodec codec);

    /** Numbers; by default {@link Settings#defaults()}. */
    Builder settings(Settings settings);

    /** Time; by default the system's, UTC. */
    Builder clock(Clock clock);

    /** Randomness; by default the platform's. */
    Builder random(SecureRandom random);

    /**
     * The hub.
     *
     * @throws CdsException {@code PROVIDER_MISMATCH}, {@code PROVIDER_MISSING} or {@code
     *     KEY_MISSING}, naming the part
     */
    CdsHub build();
  }
}
