package io.cds.transport.http;

import java.net.ProxySelector;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a party's side speaks HTTP.
 *
 * @param connect longest time to connect, TLS included
 * @param answer longest time to send a body and until the answer begins; at most 15 seconds of it
 *     count where there is no body to send, beside the time that a listing waits by intent
 * @param stall longest silence within an answer
 * @param plainAllowed whether an {@code http} address of another machine is accepted
 * @param tls trust and own TLS certificate; the platform's when empty
 * @param proxy how proxies are chosen; the platform's properties decide when empty
 */
public record HttpSettings(
    Duration connect,
    Duration answer,
    Duration stall,
    boolean plainAllowed,
    Optional<SSLContext> tls,
    Optional<ProxySelector> proxy) {

  /** Ten seconds to connect, two minutes to an answer, half a minute of silence; TLS required. */
  public static HttpSettings defaults() {
    return new HttpSettings(
        Duration.ofSeconds(10),
        Duration.ofMinutes(2),
        Duration.ofSeconds(30),
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** The same with other times. */
  public HttpSettings withTimes(Duration toConnect, Duration toAnswer, Duration ofSilence) {
    return new HttpSettings(toConnect, toAnswer, ofSilence, plainAllowed, tls, proxy);
  }

  /** The same, trusting and presenting what this context holds. */
  public HttpSettings withTls(SSLContext context) {
    return new HttpSettings(connect, answer, stall, plainAllowed, Optional.of(context), proxy);
  }

  /** The same, accepting an address without TLS on another machine: for closed networks only. */
  public HttpSettings withPlainAllowed() {
    return new HttpSettings(connect, answer, stall, true, tls, proxy);
  }

  /** The same with another choice of proxies. */
  public HttpSettings withProxy(ProxySelector selector) {
    return new HttpSettings(connect, answer, stall, plainAllowed, tls, Optional.of(selector));
  }
}
