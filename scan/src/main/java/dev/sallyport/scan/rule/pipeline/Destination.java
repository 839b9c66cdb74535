package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.syntax.shell.Word;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Where a request goes, and what is known of the place.
///
/// @param host lower case; "" when it is only known at run time
/// @param word that names it
record Destination(String host, Word word) {
  /// The code host, registries, clouds and services to which jobs are made to talk. Each counts
  /// with the hosts below it.
  private static final Set<String> SERVICES =
      Set.of(
          "github.com",
          "githubusercontent.com",
          "ghcr.io",
          "github.io",
          "gitlab.com",
          "bitbucket.org",
          "gitea.com",
          "codeberg.org",
          "npmjs.org",
          "npmjs.com",
          "yarnpkg.com",
          "pypi.org",
          "pythonhosted.org",
          "rubygems.org",
          "crates.io",
          "nuget.org",
          "packagist.org",
          "hex.pm",
          "pub.dev",
          "docker.io",
          "docker.com",
          "quay.io",
          "gcr.io",
          "pkg.dev",
          "sonatype.org",
          "sonatype.com",
          "maven.org",
          "apache.org",
          "gradle.org",
          "gradle.com",
          "jfrog.io",
          "bintray.com",
          "packagecloud.io",
          "fury.io",
          "coverity.com",
          "redhat.com",
          "cloudsmith.io",
          "anaconda.org",
          "chocolatey.org",
          "snapcraft.io",
          "amazonaws.com",
          "aws.amazon.com",
          "azure.com",
          "azure.net",
          "azurewebsites.net",
          "azurecr.io",
          "windows.net",
          "visualstudio.com",
          "microsoftonline.com",
          "microsoft.com",
          "googleapis.com",
          "google.com",
          "firebase.com",
          "cloudflare.com",
          "vercel.com",
          "netlify.com",
          "heroku.com",
          "digitalocean.com",
          "fly.io",
          "render.com",
          "railway.app",
          "linode.com",
          "hetzner.cloud",
          "ovh.com",
          "scaleway.com",
          "oraclecloud.com",
          "ibm.com",
          "aliyuncs.com",
          "terraform.io",
          "hashicorp.com",
          "hashicorp.cloud",
          "pulumi.com",
          "sonarcloud.io",
          "sonarqube.us",
          "codecov.io",
          "coveralls.io",
          "codeclimate.com",
          "codacy.com",
          "snyk.io",
          "deepsource.io",
          "circleci.com",
          "travis-ci.com",
          "travis-ci.org",
          "appveyor.com",
          "buildkite.com",
          "semaphoreci.com",
          "drone.io",
          "atlassian.com",
          "atlassian.net",
          "linear.app",
          "notion.com",
          "asana.com",
          "trello.com",
          "datadoghq.com",
          "datadoghq.eu",
          "newrelic.com",
          "sentry.io",
          "grafana.net",
          "honeycomb.io",
          "pagerduty.com",
          "opsgenie.com",
          "statuspage.io",
          "sendgrid.com",
          "mailgun.net",
          "twilio.com",
          "apple.com",
          "expo.dev",
          "openai.com",
          "anthropic.com",
          "huggingface.co",
          "cachix.org",
          "readthedocs.org",
          "transifex.com",
          "crowdin.com",
          "zenodo.org",
          "virustotal.com",
          "gitter.im");

  /// Words of a secret's name that say nothing about whose it is.
  private static final Set<String> COMMON =
      Set.of(
          "token",
          "secret",
          "secrets",
          "api",
          "key",
          "auth",
          "access",
          "password",
          "user",
          "username",
          "webhook",
          "hook",
          "deploy",
          "prod",
          "production",
          "staging",
          "test",
          "github",
          "ci",
          "url",
          "private",
          "credentials",
          "data",
          "sensitive",
          "bearer",
          "basic",
          "account",
          "service",
          "http",
          "https",
          "host",
          "client",
          "example",
          "admin",
          "app",
          "org",
          "com",
          "io",
          "net");

  /// Reads the host out of a word: `https://user:x@host:1/path`, `host/path`, `TCP:host:1`.
  ///
  /// @param constant value of a variable that is the same in every run
  static Destination of(Word word, Function<String, Optional<String>> constant) {
    StringBuilder text = new StringBuilder();
    for (WordPart part : word.leaves()) {
      text.append(
          switch (part) {
            case WordPart.Literal(var _, String value) -> value;
            case WordPart.Variable variable when variable.operator().isEmpty() ->
                constant.apply(variable.name()).orElse("\0");
            default -> "\0";
          });
    }
    return new Destination(host(text.toString()), word);
  }

  static String host(String url) {
    String rest = url.strip();
    int scheme = rest.indexOf("://");
    rest = scheme < 0 ? rest : rest.substring(scheme + 3);
    int end = end(rest);
    String authority = rest.substring(0, end);
    authority = authority.substring(authority.lastIndexOf('@') + 1);
    if (authority.startsWith("[")) {
      int close = authority.indexOf(']');
      return close < 0 ? "" : authority.substring(1, close);
    }
    int port = authority.indexOf(':');
    String host = port < 0 ? authority : authority.substring(0, port);
    // A part that varies in front of a fixed domain leaves the domain known.
    int open = host.lastIndexOf('\0');
    if (open >= 0) {
      String tail = host.substring(open + 1);
      host = tail.startsWith(".") && tail.indexOf('.', 1) > 0 ? tail.substring(1) : "";
    }
    return host.toLowerCase(Locale.ROOT);
  }

  private static int end(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("/?#\\ ".indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  boolean isKnown() {
    return !host.isEmpty();
  }

  boolean isService() {
    return isBelow(SERVICES);
  }

  /// The machine itself, a container beside it, or an address that is not routed.
  boolean isLocal() {
    return !host.contains(".")
        || host.endsWith(".local")
        || host.endsWith(".internal")
        || host.endsWith(".localhost")
        || host.startsWith("127.")
        || host.startsWith("10.")
        || host.startsWith("192.168.");
  }

  boolean isAddress() {
    return !host.isEmpty() && host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  /// Whether a policy allows it: `host` or `*.domain`.
  boolean isAllowed(List<String> patterns) {
    for (String pattern : patterns) {
      String wanted = pattern.toLowerCase(Locale.ROOT);
      boolean below = wanted.startsWith("*.") && host.endsWith(wanted.substring(1));
      if (below || host.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private boolean isBelow(Set<String> domains) {
    String rest = host;
    while (!rest.isEmpty()) {
      if (domains.contains(rest)) {
        return true;
      }
      int dot = rest.indexOf('.');
      rest = dot < 0 ? "" : rest.substring(dot + 1);
    }
    return false;
  }

  /// The last two labels, three below a short second one (`example.co.uk`): what somebody
  /// registered.
  private String domain() {
    String[] labels = host.split("\\.", 130);
    int kept = labels.length > 2 && labels[labels.length - 2].length() < 4 ? 3 : 2;
    int from = Math.max(0, labels.length - kept);
    return String.join(".", List.of(labels).subList(from, labels.length));
  }

  /// Whether the secret is named after the host, as `VENDOR_TOKEN` for `api.vendor.com`.
  boolean isNamedLike(String secret) {
    for (String word : secret.toLowerCase(Locale.ROOT).split("[_, -]", 20)) {
      if (word.length() > 3 && !COMMON.contains(word) && domain().contains(word)) {
        return true;
      }
    }
    return false;
  }
}
