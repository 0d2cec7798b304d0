package io.cds.transport.http.servlet;

import io.cds.api.spi.HubEndpoint;
import io.cds.transport.http.hub.HubHandler;
import io.cds.transport.http.hub.HubSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;

/** A hub among the host's own pages: in a context and under a path of it, in Tomcat. */
final class TomcatHub implements AutoCloseable {
  private static final String CONTEXT = "/authority";
  private static final String PATH = "/cds";

  private final Tomcat tomcat = new Tomcat();
  private final URI address;

  TomcatHub(HubEndpoint hub, Path folder) throws IOException {
    tomcat.setBaseDir(Files.createDirectories(folder).toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
    try {
      tomcat.init();
      String authority = "127.0.0.1:" + tomcat.getConnector().getLocalPort();
      HubSettings settings = HubSettings.defaults().withBasePath(CONTEXT + PATH);
      HubServlet servlet = new HubServlet(HubHandler.of(hub, List.of(authority), settings));
      StandardContext context = (StandardContext) tomcat.addContext(CONTEXT, folder.toString());
      context.setClearReferencesThreadLocals(false); // needs options of the JVM
      context.setClearReferencesRmiTargets(false);
      Tomcat.addServlet(context, "cds", servlet);
      context.addServletMappingDecoded(PATH + "/*", "cds");
      tomcat.start();
      address = URI.create("http://" + authority + CONTEXT + PATH);
    } catch (LifecycleException e) {
      throw new IOException("Tomcat does not start", e);
    }
  }

  URI address() {
    return address;
  }

  @Override
  public void close() {
    if (tomcat.getServer().getState() == LifecycleState.DESTROYED) {
      return;
    }
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException("Tomcat does not stop", e);
    }
  }
}
