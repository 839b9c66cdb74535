package dev.sallyport.control.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL as somebody else would run it: over TCP on the loopback, with settings of their own
/// and roles that were made by hand.
final class TcpServer implements AutoCloseable {

  private static final String PASSWORD = "only-in-a-test";

  private final ServerProcess process;
  private final int port;

  private TcpServer(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  static TcpServer start(Path programs, Path folder, String... settings) throws Exception {
    ServerUser user = ServerUser.of(folder.resolve("none"));
    user.own(folder);
    Path data = folder.resolve("data");
    Path password = folder.resolve("password");
    Files.writeString(password, PASSWORD);
    user.own(password);
    Process initdb =
        new ProcessBuilder(
                user.command(
                    List.of(
                        programs.resolve("initdb").toString(),
                        "-D",
                        data.toString(),
                        "-U",
                        "postgres",
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync")))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("initdb.log").toFile())
            .start();
    if (!initdb.waitFor(2, TimeUnit.MINUTES) || initdb.exitValue() != 0) {
      throw new IOException(Files.readString(folder.resolve("initdb.log")));
    }
    int port = freePort();
    var command =
        new ArrayList<>(
            List.of(
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories="));
    for (String setting : settings) {
      command.addAll(List.of("-c", setting));
    }
    var process =
        new ServerProcess(
            new ProcessBuilder(user.command(command)).directory(folder.toFile()),
            data,
            folder.resolve("server.log"));
    process.start();
    return new TcpServer(process, port);
  }

  /// The statements of docs/state.md.
  void makeRoles() throws Exception {
    try (var connection = Login.parse(url("postgres", "postgres")).source().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create role audit_owner login password '%s'".formatted(PASSWORD));
      statement.execute("create role audit_app login password '%s'".formatted(PASSWORD));
      statement.execute("create database audit owner audit_owner");
      statement.execute("revoke all on database audit from public");
      statement.execute("grant connect on database audit to audit_app");
    }
  }

  String url(String role, String database) {
    return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(role, PASSWORD, port, database);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.stop();
  }
}
