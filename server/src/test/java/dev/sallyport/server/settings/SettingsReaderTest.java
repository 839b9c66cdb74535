package dev.sallyport.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.control.audit.sink.HttpLogin;
import dev.sallyport.control.audit.sink.OpenSearchSettings;
import dev.sallyport.control.audit.sink.SyslogSettings;
import dev.sallyport.control.audit.sink.TlsFiles;
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
  void readsReceiversOverTheNetwork() {
    var outcome =
        read(
            """
            version: 1
            sinks:
              - name: collector
                kind: syslog
                host: logs.example.com
                port: 10514
                authorities: ca.pem
                certificate: sink.pem
                key: sink.key
                max-bytes: 65536
              - name: search
                kind: opensearch
                url: https://search.example.com:9200
                index: sallyport-audit
                create-index: false
                api-key-file: /run/secrets/search
            """);
    var syslog =
        SyslogSettings.of(
            "collector",
            "logs.example.com",
            10514,
            TlsFiles.trusting(FOLDER.resolve("ca.pem"))
                .showing(FOLDER.resolve("sink.pem"), FOLDER.resolve("sink.key")));
    var search =
        OpenSearchSettings.of(
            "search", URI.create("https://search.example.com:9200"), "sallyport-audit");
    var sinks =
        List.<SinkSettings>of(
            new SinkSettings.Syslog(
                syslog.with(new SyslogSettings.Format("-", 32473, 65536, true))),
            new SinkSettings.OpenSearch(
                search.with(HttpLogin.apiKey(Path.of("/run/secrets/search"))).withoutCreating()));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            SettingsReader.Outcome.Read.class,
            read -> assertThat(read.settings().sinks()).isEqualTo(sinks));
  }

  @Test
  void tellsWhatIsWrongWithReceivers() {
    assertThat(
            problems(
                """
                version: 1
                sinks:
                  - {name: a, kind: syslog, port: 70000, certificate: c.pem}
                  - {name: b, kind: opensearch, url: http://search.example.com, index: x}
                  - {name: c, kind: opensearch, url: https://u:p@h, index: x}
                  - {name: d, kind: opensearch, url: https://h, index: X}
                  - {name: e, kind: opensearch, password-file: p, api-key-file: k}
                  - {name: f, kind: splunk}
                """))
        .satisfiesExactly(
            first -> assertThat(first).contains("sinks.host", "Add 'host: ...'"),
            second -> assertThat(second).contains("sinks.port", "70000"),
            third -> assertThat(third).contains("sinks.certificate", "neither"),
            fourth -> assertThat(fourth).contains(":4:38: sinks.url", "http only on this machine"),
            fifth ->
                assertThat(fifth)
                    .contains(":5:5: sinks.url", "without a login")
                    .doesNotContain("u:p"),
            sixth -> assertThat(sixth).contains(":6:56: sinks.index", "lower-case letters"),
            seventh -> assertThat(seventh).contains("sinks.index", "Add 'index: ...'"),
            eighth -> assertThat(eighth).contains("sinks.url", "Add 'url: ...'"),
            ninth -> assertThat(ninth).contains("api-key-file", "Leave one of them out"),
            tenth -> assertThat(tenth).contains("splunk", "json-lines, syslog, opensearch"));
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
                    file: y
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
            "sallyport.yaml:6:3: tls.key: wanted the path of a file, got no such key. Add 'key:"
                + " FILE'.",
            "sallyport.yaml:9:11: sinks.kind: wanted one of json-lines, syslog, opensearch, got 'json-line'. Did you"
                + " mean 'json-lines'?",
            "sallyport.yaml:10:5: sinks.file: wanted the path of a file, got no such key. Add 'file:"
                + " FILE'.",
            "sallyport.yaml:12:5: sinks.fil: wanted one of name, kind, file, rotate-at, got 'fil'."
                + " Did you mean 'file'?",
            "sallyport.yaml:13:11: sinks.name: wanted a name of lower-case letters, digits and -,"
                + " each once, got 'a'. Choose another one.",
            "sallyport.yaml:16:16: sinks.rotate-at: wanted a whole number from 65536 to"
                + " 1099511627776, got '5'. Write a number within these bounds.",
            "sallyport.yaml:17:5: sinks.name: wanted a name of lower-case letters, digits and -,"
                + " each once, got no such key. Add 'name: NAME'; its place in the log is kept by"
                + " it.");
  }

  @Test
  void fileOfAnotherSinkIsRefused() {
    assertThat(
            problems(
                """
                version: 1
                sinks:
                  - {name: a, kind: json-lines, file: out/x.jsonl}
                  - {name: b, kind: json-lines, file: out/../out/x.jsonl}
                """))
        .containsExactly(
            "sallyport.yaml:4:39: sinks.file: wanted a file that no other sink writes, got"
                + " 'out/../out/x.jsonl'. Name another one.");
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
