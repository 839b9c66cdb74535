package dev.sallyport.checks;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which package may know which: one row per package, nothing else is allowed. A target covers the
/// packages below it. Names are relative to `dev.sallyport`; every other target is a library. The
/// JDK and JSpecify are open to everybody; what of the JDK is not, [Forbidden] says.
final class Arrows {

  private static final String SPRING_WEB = "org.springframework.web.servlet";

  private static final Map<String, Set<String>> TABLE =
      table(
          // Values. A later model knows earlier ones, never back.
          row("base.text"),
          row("base.json"),
          row("base.model.source", "base.text"),
          row("base.model.finding", "base.text", "base.model.source"),
          row("base.model.identity"),
          row("base.model.event", "base.json", "base.model.source", "javax.crypto"),

          // From text to meaning. The parsers do not know each other.
          row("scan.source", "base", "org.eclipse.jgit"),
          row("scan.syntax.expression", "base"),
          row("scan.syntax.program", "base"),
          row("scan.syntax.settings", "base", "scan.syntax.yaml"),
          row("scan.syntax.shell", "base"),
          row("scan.syntax.yaml", "base", "org.snakeyaml.engine"),
          row("scan.ci.github.facts", "base"),
          row("scan.ci.github.knowledge", "base", "scan.ci.github.facts"),
          row("scan.ci.github", "base", "scan.source", "scan.syntax", "scan.ci.github.knowledge"),
          row("scan.flow", "base", "scan.source", "scan.syntax", "scan.ci"),

          // Families of rules do not know each other. A rule says its fix with the words of
          // scan.fix.
          row(
              "scan.rule",
              "base",
              "scan.source",
              "scan.syntax",
              "scan.ci",
              "scan.flow",
              "scan.fix"),
          row(
              "scan.rule.pipeline",
              "base",
              "scan.source",
              "scan.syntax",
              "scan.ci",
              "scan.flow",
              "scan.fix",
              "scan.rule"),
          row(
              "scan.engine",
              "base",
              "scan.source",
              "scan.syntax",
              "scan.ci",
              "scan.flow",
              "scan.rule"),

          // The verifiable log: arithmetic, formats and files over the JDK alone.
          row("trust.log", "base"),
          row("trust.witness", "base", "trust.log", "com.sun.net.httpserver"),

          // The control plane's features, without HTTP.
          row(
              "control.store",
              "base",
              "com.zaxxer.hikari",
              "javax.net",
              "javax.sql",
              "org.flywaydb.core",
              "org.jdbi.v3.core",
              "org.postgresql",
              "org.tukaani.xz"),
          row("control.keys", "base", "control.store", "trust.log", "javax.crypto"),
          row("control.identity.federation", "base", "com.nimbusds.jose", "tools.jackson.core"),
          row("control.audit.sink", "base", "javax.net.ssl"),
          row(
              "control.audit",
              "base",
              "control.audit.sink",
              "trust.log",
              "control.store",
              "org.jdbi",
              "javax.sql"),
          // The server. Spring stays in the web; only admin wires.
          row("server", "base", "server.admin", "server.output", "picocli"),
          row("server.output", "base"),
          row("server.settings", "base", "scan.syntax", "server.web", "control.audit.sink"),
          row(
              "server.web",
              "base",
              "server.output",
              "jakarta.servlet",
              "org.apache.catalina",
              "org.apache.coyote",
              "org.apache.tomcat",
              "org.springframework"),
          row("server.web.log", "trust.log", "server.web", "jakarta.servlet", SPRING_WEB),
          row("server.web.health", "server.web", SPRING_WEB),
          row("server.web.metrics", "server.web", SPRING_WEB),
          row("server.witness", "base", "control.audit", "trust"),
          row(
              "server.admin",
              "base",
              "control",
              "trust.log",
              "scan.source",
              "scan.syntax.settings",
              "server.output",
              "server.settings",
              "server.web",
              "server.witness",
              "picocli"),

          // What becomes of findings.
          row("scan.fix", "base", "scan.source", "scan.syntax"),
          row("scan.report", "base", "scan.source", "scan.syntax", "tools.jackson.core"),
          row("cli", "base", "scan", "cli.online", "cli.audit", "picocli"),
          row("cli.audit", "base", "trust", "picocli"),
          row("cli.online", "base", "scan"),
          row("checks"),
          row("testkit", "base", "org.junit.jupiter", "org.assertj"));

  private Arrows() {}

  /// What breaks the table, one line each, sorted. A package without a row is one of them.
  static List<String> broken(JavaClasses classes) {
    var lines = new TreeSet<String>();
    for (JavaClass type : classes) {
      String from = relative(type.getPackageName());
      Set<String> targets = TABLE.get(from);
      if (targets == null) {
        lines.add("%s has no row: add it to Arrows".formatted(from));
        continue;
      }
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String to = relative(dependency.getTargetClass().getBaseComponentType().getPackageName());
        if (!open(to) && !to.equals(from) && targets.stream().noneMatch(t -> covers(t, to))) {
          lines.add(
              "%s -> %s: %s knows %s"
                  .formatted(
                      from,
                      to,
                      type.getSimpleName(),
                      dependency.getTargetClass().getBaseComponentType().getSimpleName()));
        }
      }
    }
    return List.copyOf(lines);
  }

  /// Rows that no class stands behind, so that the table does not rot.
  static Set<String> unused(JavaClasses classes) {
    var rows = new TreeSet<>(TABLE.keySet());
    for (JavaClass type : classes) {
      rows.remove(relative(type.getPackageName()));
    }
    return rows;
  }

  private static boolean open(String name) {
    return name.isEmpty() // primitives
        || covers("java", name)
        || covers("org.jspecify", name);
  }

  private static boolean covers(String target, String name) {
    return name.equals(target) || name.startsWith(target + ".");
  }

  private static String relative(String name) {
    return name.startsWith(Code.ROOT + ".") ? name.substring(Code.ROOT.length() + 1) : name;
  }

  private record Row(String from, Set<String> to) {}

  private static Row row(String from, String... to) {
    return new Row(from, Set.of(to));
  }

  private static Map<String, Set<String>> table(Row... rows) {
    var table = new TreeMap<String, Set<String>>();
    for (Row row : rows) {
      if (table.put(row.from(), row.to()) != null) {
        throw new IllegalArgumentException("two rows for " + row.from());
      }
    }
    return table;
  }
}
