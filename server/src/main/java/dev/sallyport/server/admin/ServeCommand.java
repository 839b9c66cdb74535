package dev.sallyport.server.admin;

import dev.sallyport.control.audit.LogUnavailable;
import dev.sallyport.control.store.StoreRefusal;
import dev.sallyport.server.output.Libraries;
import dev.sallyport.server.output.ServerLog;
import dev.sallyport.server.settings.ServerSettings;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.MalformedLog;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `sallyport serve`: runs until it is told to stop.
@Command(
    name = "serve",
    description = "Run the server: the audit log over HTTP, health, metrics, sinks.",
    footer = {
      "",
      "Without TLS it listens on this machine alone. SIGTERM or Ctrl-C stops it:",
      "requests end, what is committed is published, the embedded database is",
      "stopped.",
      "Exit code: 0 stopped, everything closed; 1 stopped, but not everything could be",
      "published or closed; 2 wrong usage or configuration; 3 not started; 4 a bug."
    },
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {

  /// Set by the launcher, which can tell.
  static final String TERMINAL = "sallyport.terminal";

  private final Clock clock;
  private final Map<String, String> environment;
  private final Stop stop;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final StateOptions state = new StateOptions();
  @Mixin private final WitnessOptions witnesses = new WitnessOptions();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where to listen (default: 127.0.0.1:8443).")
  private @Nullable String listen;

  @Option(names = "--config", paramLabel = "FILE", description = "The configuration, in YAML.")
  private @Nullable Path config;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Certificate and those that lead to its root (PEM).")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Its key (PEM, PKCS #8, not encrypted).")
  private @Nullable Path key;

  @Option(
      names = "--output",
      paramLabel = "FORM",
      description =
          "How it speaks on standard error: plain or json (default: plain at a terminal, else"
              + " json).")
  private ServerLog.@Nullable Form form;

  public ServeCommand(Clock clock, Map<String, String> environment, Stop stop) {
    this.clock = clock;
    this.environment = environment;
    this.stop = stop;
  }

  @Override
  public Integer call() throws InterruptedException {
    stop.arm();
    int code = ExitCode.UNKNOWN;
    try {
      code = serve();
      return code;
    } finally {
      stop.finish(code);
    }
  }

  private int serve() throws InterruptedException {
    var line = Objects.requireNonNull(spec).commandLine();
    witnesses
        .problem()
        .ifPresent(
            problem -> {
              throw new ParameterException(line, problem);
            });
    PrintWriter err = line.getErr();
    ServerSettings settings;
    try {
      settings = new SettingsSource(config, listen, certificate, key).settings();
    } catch (Refusal e) {
      err.println("not started: " + e.getMessage());
      return ExitCode.USAGE;
    }
    var form = form();
    var output = new ServerLog(err, form, clock);
    Libraries.warnTo(output);
    Path directory = state.directory(environment).toAbsolutePath().normalize();
    var parts =
        new Service.Parts(directory, state.database(), settings, witnesses, environment, clock);
    try {
      return run(Service.open(parts, output), parts, output, form);
    } catch (StoreRefusal
        | Refusal
        | LogConflict
        | LogUnavailable
        | MalformedLog
        | UncheckedIOException e) {
      output.paragraph("not started: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private int run(Service service, Service.Parts parts, ServerLog output, ServerLog.Form form)
      throws InterruptedException {
    try {
      Banner banner = banner(service, parts);
      if (form == ServerLog.Form.PLAIN) {
        output.paragraph(banner.screen());
      } else {
        output.info("up", banner.fields());
      }
      stop.await();
      output.info("stopping");
    } finally {
      service.close();
    }
    output.info("stopped");
    return service.isClean() ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private Banner banner(Service service, Service.Parts parts) {
    return new Banner(
        parts.settings(),
        service.port(),
        parts.directory(),
        parts.url() == null,
        service.key(),
        service.published(),
        Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()));
  }

  private ServerLog.Form form() {
    ServerLog.Form asked = form;
    if (asked != null) {
      return asked;
    }
    return Boolean.getBoolean(TERMINAL) ? ServerLog.Form.PLAIN : ServerLog.Form.JSON;
  }
}
