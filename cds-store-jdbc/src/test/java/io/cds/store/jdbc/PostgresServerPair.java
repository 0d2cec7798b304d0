package io.cds.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Two real servers: a primary and its standby, begun from one cold copy. The primary's processes
 * are killed by signal, and the standby is promoted. Both wait for the disk as they do by default.
 */
@SuppressWarnings("exports") // nobody requires the module for its tests
public final class PostgresServerPair implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String STREAMING =
      "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"
          + " AND flush_lsn >= pg_current_wal_flush_lsn()";

  private final Path programs;
  private final Path folder;
  private final int[] ports = new int[2];
  private final List<Process> servers = new ArrayList<>();

  private PostgresServerPair(Path programs, Path folder) {
    this.programs = programs;
    this.folder = folder;
  }

  /**
   * Starts both.
   *
   * @param folder an empty one
   * @param synchronous whether a commit waits for the standby's disk, too
   */
  public static PostgresServerPair start(Path folder, boolean synchronous) throws Exception {
    assumeTrue(
        System.getProperty("os.name").equals("Linux"), "processes are killed as on Linux alone");
    PostgresServerPair pair = new PostgresServerPair(PostgresServer.programs(), folder);
    try {
      pair.begin(synchronous);
      return pair;
    } catch (Exception | Error e) {
      pair.close();
      throw e;
    }
  }

  private void begin(boolean synchronous) throws Exception {
    Path primary = folder.resolve("primary");
    Path standby = folder.resolve("standby");
    run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF-8", "-N", "-D", primary.toString());
    copy(primary, standby);
    ports[0] = freePort();
    ports[1] = freePort();
    Files.createFile(standby.resolve("standby.signal"));
    configure(
        standby,
        "primary_conninfo = 'host=127.0.0.1 port="
            + ports[0]
            + " user=postgres application_name=standby'");
    if (synchronous) {
      configure(primary, "synchronous_standby_names = 'standby'");
    }
    servers.add(server(primary, ports[0]));
    servers.add(server(standby, ports[1]));
    awaitStandby();
  }

  private static void configure(Path data, String line) throws IOException {
    Files.writeString(data.resolve("postgresql.auto.conf"), line + "\n", StandardOpenOption.APPEND);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path));
        Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process server(Path data, int port) throws IOException {
    return process(
        data.getFileName().toString(),
        List.of(
            programs.resolve("postgres").toString(),
            "-D",
            data.toString(),
            "-p",
            String.valueOf(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories="));
  }

  private void run(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(programs.resolve(program).toString()));
    command.addAll(List.of(arguments));
    int code = process(program, command).waitFor();
    if (code != 0) {
      throw new AssertionError(program + " ended with code [" + code + "], see " + folder);
    }
  }

  /** PostgreSQL does not run for root, who therefore goes as nobody. */
  private Process process(String name, List<String> command) throws IOException {
    List<String> words = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      words.addAll(List.of("unshare", "-U"));
    }
    words.addAll(command);
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
        .start();
  }

  /** Waits until the standby has all that was committed. */
  public void awaitStandby() throws SQLException {
    await("the standby to have all", () -> number(ports[0], STREAMING) == 1);
  }

  /** From now on the standby gets nothing; nothing tells the primary of it. */
  public void freezeReplication() throws Exception {
    long sender = number(ports[0], "SELECT pid FROM pg_stat_replication");
    int code = new ProcessBuilder("kill", "-STOP", String.valueOf(sender)).start().waitFor();
    if (code != 0) {
      throw new AssertionError("Process [" + sender + "] could not be stopped");
    }
  }

  /** Kills all processes of the primary, as {@code kill -9} does; they are gone afterwards. */
  public void killPrimary() {
    kill(servers.get(0));
  }

  private static void kill(Process server) {
    List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
    server.destroyForcibly().onExit().join();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : all) {
      process.onExit().join();
    }
  }

  /** Makes the standby the one that may write. */
  public void promote() throws SQLException {
    await("the standby to be promoted", () -> number(ports[1], "SELECT pg_promote()::int") == 1);
  }

  private interface Condition {
    boolean holds() throws SQLException;
  }

  private static void await(String what, Condition condition) throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (SQLException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited in vain for " + what);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
  }

  private static long number(int port, String query) throws SQLException {
    PGSimpleDataSource source = source(port);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getLong(1) : -1;
    }
  }

  /** The database, wherever it may be written now: as a host names both servers. */
  public PGSimpleDataSource database() {
    PGSimpleDataSource source = source(ports);
    source.setTargetServerType("primary");
    source.setHostRecheckSeconds(1);
    return source;
  }

  /** The same, in a schema of its own that is made now. */
  public PGSimpleDataSource fresh(String schema) throws SQLException {
    PGSimpleDataSource source = database();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    }
    source.setCurrentSchema(schema);
    return source;
  }

  private static PGSimpleDataSource source(int... ports) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    String[] names = new String[ports.length];
    java.util.Arrays.fill(names, "127.0.0.1");
    source.setServerNames(names);
    source.setPortNumbers(ports);
    source.setDatabaseName("postgres");
    source.setUser("postgres");
    return source;
  }

  @Override
  public void close() {
    for (Process server : servers) {
      kill(server);
    }
  }
}
