package dev.sallyport.server.admin;

import dev.sallyport.control.audit.LogUnavailable;
import dev.sallyport.control.store.StoreRefusal;
import dev.sallyport.server.output.Libraries;
import dev.sallyport.server.output.ServerLog;
import dev.sallyport.server.settings.ServerSettings;
import dev.sallyport.server.web.WebSettings;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.MalformedLog;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `sallyport serve`.
@Command(
    name = "serve",
    description = "Run the server: the log over HTTP, health, metrics, sinks.",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {

  private final Clock clock;
  private final Map<String, String> environment;
  private final Stop stop;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final StateOptions state = new StateOptions();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where to listen (default: 127.0.0.1:8443).")
  private String listen = "127.0.0.1:8443";

  public ServeCommand(Clock clock, Map<String, String> environment, Stop stop) {
    this.clock = clock;
    this.environment = environment;
    this.stop = stop;
  }

  @Override
  public Integer call() throws InterruptedException {
    stop.arm();
    int code = ExitCode.FAILED;
    try {
      code = serve();
      return code;
    } finally {
      stop.finish(code);
    }
  }

  private int serve() throws InterruptedException {
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    var output = new ServerLog(err, ServerLog.Form.JSON, clock);
    Libraries.warnTo(output);
    String[] at = listen.split(":", 2);
    var settings =
        new ServerSettings(
            new WebSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(at[1])),
                null,
                Duration.ofSeconds(10)),
            null,
            List.of());
    var parts =
        new Service.Parts(
            state.directory(environment), state.database(), settings, environment, clock);
    try (var service = Service.open(parts, output, err)) {
      output.info("listening on " + service.port());
      stop.await();
      output.info("stopping");
    } catch (StoreRefusal
        | LogConflict
        | LogUnavailable
        | MalformedLog
        | UncheckedIOException e) {
      err.println("not started: " + e.getMessage());
      return ExitCode.FAILED;
    }
    output.info("stopped");
    return ExitCode.OK;
  }
}
