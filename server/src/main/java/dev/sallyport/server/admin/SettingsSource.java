package dev.sallyport.server.admin;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.source.SideFile;
import dev.sallyport.scan.syntax.settings.ConfigProblem;
import dev.sallyport.server.settings.FileSettings;
import dev.sallyport.server.settings.Listen;
import dev.sallyport.server.settings.ServerSettings;
import dev.sallyport.server.settings.SettingsReader;
import dev.sallyport.server.web.TlsCheck;
import dev.sallyport.server.web.WebSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts together what the command line and the file say; the command line wins.
///
/// @param config the file
/// @param listen an address and a port
/// @param certificate of TLS, a PEM file
/// @param key of TLS, a PEM file
record SettingsSource(
    @Nullable Path config,
    @Nullable String listen,
    @Nullable Path certificate,
    @Nullable Path key) {

  /// UTF-8 needs four bytes for a character at most.
  private static final int LARGEST = 4 * SettingsReader.LONGEST;

  private static final Duration DRAIN = Duration.ofSeconds(10);

  /// @throws Refusal when it cannot be served like that
  ServerSettings settings() {
    FileSettings file = config == null ? FileSettings.NONE : file(config);
    WebSettings.Tls tls = tls(file);
    InetSocketAddress address = address(file);
    if (tls == null && !Listen.isOfThisMachine(address)) {
      throw new Refusal(
          "listen-open",
          "TLS, or an address of this machine alone such as 127.0.0.1",
          Listen.shown(address, address.getPort()) + " without TLS",
          "give --tls-cert and --tls-key, or listen on 127.0.0.1 behind a proxy with TLS");
    }
    return new ServerSettings(new WebSettings(address, tls, DRAIN), file.publicUrl(), file.sinks());
  }

  private static FileSettings file(Path config) {
    Path folder = config.toAbsolutePath().getParent();
    SourceText text = new SourceText(config.toString(), text(config), "");
    return switch (SettingsReader.read(text, folder == null ? Path.of("") : folder)) {
      case SettingsReader.Outcome.Read(FileSettings settings) -> settings;
      case SettingsReader.Outcome.Invalid(List<ConfigProblem> problems) ->
          throw new Refusal(
              "the configuration has %s%n%s"
                  .formatted(
                      problems.size() == 1 ? "a problem" : problems.size() + " problems",
                      problems.stream()
                          .map(ConfigProblem::toString)
                          .collect(Collectors.joining("\n"))));
    };
  }

  private static String text(Path config) {
    return switch (SideFile.named(config, LARGEST)) {
      case SideFile.Outcome.Text(String text) -> text;
      case SideFile.Outcome.Absent _ -> throw unreadable(config, "there is no such file");
      case SideFile.Outcome.Refused(String why) -> throw unreadable(config, "it " + why);
    };
  }

  private static Refusal unreadable(Path config, String why) {
    return new Refusal(
        "config-unreadable",
        "a readable text file",
        config + ": " + why,
        "name another one with --config, or start without it");
  }

  private InetSocketAddress address(FileSettings file) {
    if (listen == null) {
      return file.listen() == null ? Listen.DEFAULT : file.listen();
    }
    return Listen.parse(listen)
        .orElseThrow(
            () ->
                new Refusal(
                    "listen-wrong",
                    Listen.WANTED,
                    "'" + listen + "'",
                    "write an address of this machine and a port, parted by a colon"));
  }

  private WebSettings.@Nullable Tls tls(FileSettings file) {
    if ((certificate == null) != (key == null)) {
      throw new Refusal(
          "tls-half",
          "--tls-cert and --tls-key",
          certificate == null ? "--tls-key alone" : "--tls-cert alone",
          "give both, or neither");
    }
    WebSettings.Tls tls =
        certificate == null || key == null ? file.tls() : new WebSettings.Tls(certificate, key);
    if (tls != null) {
      TlsCheck.problem(tls)
          .ifPresent(
              problem -> {
                throw new Refusal(
                    "tls-files",
                    "a certificate (PEM) and its own key (PEM, PKCS #8, not encrypted)",
                    "%s, %s: %s".formatted(tls.certificate(), tls.key(), problem),
                    "mend the files; openssl x509 -in CERT -text shows what is there");
              });
    }
    return tls;
  }
}
