package io.cds.transport.http.client;

import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the hub is: scheme, host, port and base path, checked.
 *
 * @param base without a slash at the end
 */
public record HubAddress(URI base) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

  /**
   * Reads an address.
   *
   * @throws CdsException {@code HUB_WRONG_ADDRESS} when it is none; {@code INSECURE_ADDRESS} when
   *     it is without TLS, not on loopback and not allowed
   */
  public static HubAddress parse(String text, boolean plainAllowed) {
    URI uri = uri(text);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean known = scheme.equals("https") || scheme.equals("http");
    if (!known
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw wrong(text, "expected https://host[:port][/path], without user, query and fragment");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (scheme.equals("http") && !plainAllowed && !LOOPBACK.matcher(host).matches()) {
      throw new CdsException(Problem.of(ProblemCode.INSECURE_ADDRESS, "http://" + host));
    }
    return new HubAddress(
        uri(scheme + "://" + host + port(scheme, uri.getPort()) + path(uri.getRawPath())));
  }

  private static URI uri(String text) {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException e) {
      throw wrong(text, "at character " + e.getIndex() + ": " + e.getReason());
    }
  }

  /** Names the address; what stands before an @ may be a password. */
  private static CdsException wrong(String text, String detail) {
    String shown = text.strip().replaceAll("^(.*//)?.*@", "$1…@");
    return new CdsException(
        Problem.of(ProblemCode.HUB_WRONG_ADDRESS, "\"" + shown + "\": " + detail));
  }

  private static String port(String scheme, int port) {
    boolean usual = port < 0 || port == (scheme.equals("https") ? 443 : 80);
    return usual ? "" : ":" + port;
  }

  private static String path(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The address of a path of the wire. */
  URI at(String path) {
    return URI.create(base + path);
  }

  /** What signatures cover as {@code @authority}. */
  String authority() {
    return base.getRawAuthority();
  }

  boolean tls() {
    return base.getScheme().equals("https");
  }

  int port() {
    return base.getPort() >= 0 ? base.getPort() : tls() ? 443 : 80;
  }
}
