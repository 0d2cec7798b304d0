package io.cds.transport.http.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A peer on loopback that answers each connection with the next of the given octets, and closes.
 */
final class OddPeer implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");

  private final ServerSocket server;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final boolean listens;
  private final boolean hangsAfterwards;

  private OddPeer(boolean listens, boolean hangsAfterwards, List<String> answers)
      throws IOException {
    this.listens = listens;
    this.hangsAfterwards = hangsAfterwards;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.thread = new Thread(() -> answers.forEach(this::answerOne), "odd peer");
    thread.setDaemon(true);
    thread.start();
  }

  static OddPeer answering(String... answers) throws IOException {
    return new OddPeer(true, false, List.of(answers));
  }

  /** Says this without having heard anything. */
  static OddPeer interrupting(String answer) throws IOException {
    return new OddPeer(false, false, List.of(answer));
  }

  /** Says this once, and then nothing more, without closing. */
  static OddPeer hangingAfter(String answer) throws IOException {
    return new OddPeer(true, true, List.of(answer));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void answerOne(String answer) {
    try {
      Socket socket = server.accept();
      open.add(socket);
      if (listens) {
        readRequest(socket.getInputStream());
      }
      OutputStream out = socket.getOutputStream();
      out.write(answer.getBytes(US_ASCII));
      out.flush();
      if (hangsAfterwards) {
        closing.await();
      }
      socket.close();
    } catch (IOException e) {
      // The client gave up first, or the test is over.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    if (length.find()) {
      in.skipNBytes(Long.parseLong(length.group(1)));
    }
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
