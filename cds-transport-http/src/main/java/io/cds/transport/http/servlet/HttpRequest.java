package io.cds.transport.http.servlet;

import io.cds.transport.http.hub.HubRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A container's request as the handler sees it. */
record HttpRequest(HttpServletRequest request) implements HubRequest {
  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return request.getRequestURI();
  }

  @Override
  public Optional<String> query() {
    return Optional.ofNullable(request.getQueryString());
  }

  @Override
  public List<String> field(String name) {
    return Collections.list(request.getHeaders(name));
  }

  @Override
  public long length() {
    return request.getContentLengthLong();
  }

  @Override
  public boolean confidential() {
    return request.isSecure() || isLoopback(request.getRemoteAddr());
  }

  /** The container gives an address and no name, so nothing is looked up. */
  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // what cannot be read is another machine
    }
  }

  @Override
  public InputStream body() throws IOException {
    return request.getInputStream();
  }
}
