package dev.sallyport.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.syntax.settings.ConfigProblem;
import dev.sallyport.server.web.WebSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SettingsReaderTest {

  private static final Path FOLDER = Path.of("/etc/sallyport");

  private static SettingsReader.Outcome read(String text) {
    return SettingsReader.read(new SourceText("sallyport.yaml", text, ""), FOLDER);
  }

  private static List<String> problems(String text) {
    return switch (read(text)) {
      case SettingsReader.Outcome.Read(FileSettings settings) ->
          throw new AssertionError("read as " + settings);
      case SettingsReader.Outcome.Invalid(List<ConfigProblem> found) ->
          found.stream().map(ConfigProblem::toString).toList();
    };
  }

  @Test
  void readsEverything() {
    var outcome =
        read(
            """
            version: 1
            listen: 0.0.0.0:443
            public-url: https://sallyport.example.com
            tls:
              certificate: tls/server.pem
              key: /run/secrets/server.key
            sinks:
              - name: siem
                kind: json-lines
                file: /var/log/sallyport/audit.jsonl
                rotate-at: 1048576
              - {name: second, kind: json-lines, file: audit.jsonl}
            """);
    assertThat(outcome)
        .isEqualTo(
            new SettingsReader.Outcome.Read(
                new FileSettings(
                    new InetSocketAddress("0.0.0.0", 443),
                    new WebSettings.Tls(
                        FOLDER.resolve("tls/server.pem"), Path.of("/run/secrets/server.key")),
                    URI.create("https://sallyport.example.com"),
                    List.of(
                        new SinkSettings.JsonLines(
                            "siem", Path.of("/var/log/sallyport/audit.jsonl"), 1 << 20),
                        new SinkSettings.JsonLines(
                            "second", FOLDER.resolve("audit.jsonl"), 256 << 20)))));
  }

  @Test
  void sayingNothingIsTheDefault() {
    assertThat(read("version: 1\n")).isEqualTo(new SettingsReader.Outcome.Read(FileSettings.NONE));
  }

  @Test
  void tellsAllProblemsAtOnce() {
    assertThat(
            problems(
                """
                version: 1
                listn: 127.0.0.1:1
                listen: 8443
                public-url: sallyport.example.com
                tls:
                  certificate: server.pem
                sinks:
                  - name: Siem
                    kind: json-line
                  - name: a
                    kind: json-lines
                    fil: x
                  - name: a
                    kind: json-lines
                    file: x
                    rotate-at: 5
                  - kind: json-lines
                    file: x
                """))
        .containsExactly(
            "sallyport.yaml:2:1: listn: wanted one of version, listen, public-url, tls, sinks, got"
                + " 'listn'. Did you mean 'listen'?",
            "sallyport.yaml:3:9: listen: wanted HOST:PORT such as 127.0.0.1:8443, [::1]:8443,"
                + " 0.0.0.0:8443, got '8443'. Write an address of this machine and a port, parted by"
                + " a colon.",
            "sallyport.yaml:4:13: public-url: wanted a URL such as https://sallyport.example.com,"
                + " got 'sallyport.example.com'. Write scheme and host, and a path if there is one;"
                + " no login, query or fragment.",
            "sallyport.yaml:6:3: tls.key: wanted the path of a file, got a mapping. Add 'key:"
                + " FILE'.",
            "sallyport.yaml:9:11: sinks.kind: wanted one of json-lines, got 'json-line'. Did you"
                + " mean 'json-lines'?",
            "sallyport.yaml:10:5: sinks.file: wanted the path of a file, got a mapping. Add 'file:"
                + " FILE'.",
            "sallyport.yaml:12:5: sinks.fil: wanted one of name, kind, file, rotate-at, got 'fil'."
                + " Did you mean 'file'?",
            "sallyport.yaml:13:11: sinks.name: wanted a name of lower-case letters, digits and -,"
                + " each once, got 'a'. Choose another one.",
            "sallyport.yaml:16:16: sinks.rotate-at: wanted a whole number from 65536 to"
                + " 1099511627776, got '5'. Write a number within these bounds.",
            "sallyport.yaml:17:5: sinks.name: wanted a name of lower-case letters, digits and -,"
                + " each once, got a mapping. Add 'name: NAME'; its place in the log is kept by"
                + " it.");
  }

  @Test
  void otherFormsAreRefused() {
    assertThat(problems("")).singleElement().asString().contains("an empty file");
    assertThat(problems("version: 2")).singleElement().asString().contains("wanted 1, got '2'");
    assertThat(problems("- a")).singleElement().asString().contains("wanted a mapping");
    assertThat(problems("version: 1\nversion: 1"))
        .singleElement()
        .asString()
        .contains("each key once");
    assertThat(problems("a: [")).singleElement().asString().contains("wanted YAML");
    assertThat(problems("x".repeat(SettingsReader.LONGEST + 1)))
        .singleElement()
        .asString()
        .contains("at most 100000 characters");
  }

  @Test
  void urlWithALoginIsRefused() {
    assertThat(problems("version: 1\npublic-url: https://u:p@example.com"))
        .singleElement()
        .asString()
        .contains("no login");
  }
}
