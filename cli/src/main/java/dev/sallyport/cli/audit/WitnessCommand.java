package dev.sallyport.cli.audit;

import dev.sallyport.base.text.Plain;
import dev.sallyport.trust.log.CosignatureSigner;
import dev.sallyport.trust.log.DiskLayer;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.WitnessPolicy;
import dev.sallyport.trust.witness.Witness;
import dev.sallyport.trust.witness.WitnessKey;
import dev.sallyport.trust.witness.WitnessServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sallyport witness DIR`: a witness for logs on other hosts.
@Command(
    name = "witness",
    description = WitnessCommand.DESCRIPTION,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Makes its key in DIR at the first start and prints the line that policies",
      "need. Its state is one small file for each log; a witness restored from a",
      "backup forgets what it signed since, so give it a new name and key then. Put a",
      "server with TLS before it.",
      "Exit codes: 0 stopped, or --show-key; 1 DIR is damaged; 2 wrong usage; 3 it",
      "cannot start."
    })
public final class WitnessCommand extends LogCall {
  /// As the list of all commands has it.
  public static final String DESCRIPTION =
      "Cosign checkpoints of logs on other hosts (C2SP tlog-witness).";

  private static final int MAX_PORT = 65_535;

  @Parameters(paramLabel = "DIR", description = "Directory of its key and state.")
  private Path directory = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "Its name, like witness.example/one; part of its key.")
  private String name = "";

  @Mixin private LogTrust trust = new LogTrust();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:7380",
      description = "Default: 127.0.0.1:7380.")
  private String listen = "127.0.0.1:7380";

  @Option(names = "--show-key", description = "Print the key and end.")
  private boolean showKey;

  private final Clock clock;

  /// @param clock gives the times in its signatures
  public WitnessCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  int work() throws IOException {
    InetSocketAddress address = address(listen);
    @Nullable WitnessPolicy logs = showKey ? null : trust.read();
    Files.createDirectories(directory);
    var signer = openKey();
    out().println("witness %s %s".formatted(name, signer.key().vkey()));
    out().flush();
    if (logs == null) {
      return Exit.RIGHT;
    }
    try (var lock = lock()) {
      var witness = Witness.open(new DiskLayer(directory), logs, signer);
      try (var server = WitnessServer.start(witness, address, this::tell)) {
        for (var log : logs.logs()) {
          complain("cosigns %s".formatted(log.key().name()));
        }
        complain("listens on %s".formatted(server.address()));
        return untilStopped(lock);
      } catch (BindException e) {
        throw new UsageProblem("--listen %s: %s".formatted(listen, e.getMessage()));
      }
    }
  }

  private CosignatureSigner openKey() throws IOException {
    Path file = directory.resolve("key");
    boolean isThere = Files.exists(file);
    try {
      return WitnessKey.open(file, name, clock);
    } catch (MalformedLog e) {
      if (isThere) {
        throw e;
      }
      throw new UsageProblem("--name: %s; got '%s'".formatted(e.getMessage(), name));
    }
  }

  private FileChannel lock() throws IOException {
    var channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException _) {
      // Said below.
    }
    channel.close();
    throw new UsageProblem("another witness is at work in %s".formatted(directory));
  }

  /// Every checkpoint was durable before it was answered, so being killed loses nothing.
  private static int untilStopped(FileChannel lock) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return lock.isOpen() ? Exit.RIGHT : Exit.UNREADABLE;
  }

  private void tell(Witness.Answer answer, String who) {
    String line =
        "%s %d %s".formatted(clock.instant(), answer.status(), Plain.line(answer.body().strip()));
    synchronized (this) {
      out().println(line + " " + who);
      out().flush();
    }
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    boolean digits =
        colon > 0
            && !port.isEmpty()
            && port.length() <= 5
            && port.chars().allMatch(c -> c >= '0' && c <= '9');
    int number = digits ? Integer.parseInt(port) : MAX_PORT + 1;
    if (number > MAX_PORT) {
      throw new UsageProblem("--listen: wanted HOST:PORT, got '%s'".formatted(text));
    }
    var address = new InetSocketAddress(text.substring(0, colon), number);
    if (address.isUnresolved()) {
      throw new UsageProblem("--listen: no address is known for '%s'".formatted(text));
    }
    return address;
  }
}
