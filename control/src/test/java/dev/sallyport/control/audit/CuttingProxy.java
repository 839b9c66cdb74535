package dev.sallyport.control.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// A network between us and the embedded database that breaks in the middle of a COMMIT. It reads
/// the messages of the driver (PostgreSQL manual, "Message Formats") and passes on everything else.
final class CuttingProxy implements AutoCloseable {

  /// Where the connection breaks.
  enum Cut {
    NONE,
    /// The server gets nothing of it.
    BEFORE_COMMIT,
    /// The server gets the beginning of the message.
    INSIDE_COMMIT,
    /// The server gets it; nobody waits for what it does.
    AFTER_COMMIT,
    /// The server has answered; the answer is lost.
    BEFORE_ANSWER
  }

  private final Path state;
  private final ServerSocket listener;
  private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NONE);
  private final AtomicInteger commits = new AtomicInteger();
  private volatile boolean refuses;
  private volatile boolean refusesAfterCut;

  CuttingProxy(Path state) throws IOException {
    this.state = state;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// What happens to the next COMMIT.
  void cutNext(Cut cut) {
    next.set(cut);
  }

  /// After the cut there is no network any more.
  void goAwayAfterCut() {
    refusesAfterCut = true;
  }

  void comeBack() {
    refusesAfterCut = false;
    refuses = false;
  }

  /// How often a COMMIT was sent.
  int commits() {
    return commits.get();
  }

  DataSource source() throws IOException {
    var source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://127.0.0.1:%d/sallyport".formatted(listener.getLocalPort()));
    source.setUser("sallyport_app");
    for (String line : Files.readAllLines(state.resolve("postgres/passwords"))) {
      if (line.startsWith("sallyport_app ")) {
        source.setPassword(line.substring(line.indexOf(' ') + 1));
      }
    }
    source.setOptions("-c search_path=sallyport -c synchronous_commit=on");
    source.setSslmode("disable");
    return source;
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket client = listener.accept();
        if (refuses) {
          client.close();
        } else {
          var path =
              Path.of(Files.readAllLines(state.resolve("postgres/data/postmaster.pid")).get(4));
          var server =
              SocketChannel.open(UnixDomainSocketAddress.of(path.resolve(".s.PGSQL.5432")));
          new Pair(client, server).start();
        }
      }
    } catch (IOException _) {
      // closed
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  /// One connection, both ways.
  private final class Pair {
    private final Socket client;
    private final SocketChannel server;
    private final Map<String, Boolean> commitNamed = new HashMap<>();
    private volatile boolean dropsAnswers;

    Pair(Socket client, SocketChannel server) {
      this.client = client;
      this.server = server;
    }

    void start() {
      Thread.ofVirtual().start(this::toServer);
      Thread.ofVirtual().start(this::toClient);
    }

    private void toServer() {
      try (var in = new DataInputStream(client.getInputStream())) {
        int length = in.readInt();
        send(startup(in, length));
        boolean cutting = false;
        while (true) {
          int type = in.readUnsignedByte();
          byte[] body = new byte[in.readInt() - 4];
          in.readFully(body);
          Cut cut = isCommit(type, new String(body, UTF_8)) ? commit() : Cut.NONE;
          byte[] message = message(type, body);
          switch (cut) {
            case NONE -> send(message);
            case BEFORE_COMMIT -> {
              broken();
              return;
            }
            case INSIDE_COMMIT -> {
              send(Arrays.copyOf(message, message.length / 2));
              broken();
              return;
            }
            case AFTER_COMMIT -> {
              cutting = true;
              send(message);
            }
            case BEFORE_ANSWER -> {
              dropsAnswers = true;
              send(message);
            }
          }
          if (cutting && type == 'S') {
            broken();
            return;
          }
        }
      } catch (IOException _) {
        close(client);
        close(server);
      }
    }

    private void toClient() {
      try (InputStream in = Channels.newInputStream(server)) {
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[1 << 14];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (dropsAnswers) {
            broken();
            return;
          }
          out.write(buffer, 0, read);
        }
      } catch (IOException _) {
        // the other end has gone
      }
      close(client);
    }

    private Cut commit() {
      commits.incrementAndGet();
      return next.getAndSet(Cut.NONE);
    }

    private void broken() {
      refuses = refusesAfterCut;
      close(client);
      close(server);
    }

    private void send(byte[] bytes) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        server.write(buffer);
      }
    }

    private static byte[] startup(DataInputStream in, int length) throws IOException {
      byte[] body = new byte[length - 4];
      in.readFully(body);
      return ByteBuffer.allocate(length).putInt(length).put(body).array();
    }

    private static byte[] message(int type, byte[] body) {
      return ByteBuffer.allocate(body.length + 5)
          .put((byte) type)
          .putInt(body.length + 4)
          .put(body)
          .array();
    }

    /// Parse ('P') gives a text a name; Bind ('B') says its name after that of the portal.
    private boolean isCommit(int type, String body) {
      String[] words = body.split("\0", 3);
      if (type == 'P') {
        commitNamed.put(words[0], words[1].equals("COMMIT"));
      }
      return type == 'B' && commitNamed.getOrDefault(words[1], false);
    }

    private static void close(Closeable end) {
      try {
        end.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
