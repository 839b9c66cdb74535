package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.finding.Suppressed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The tool and its rules. A finding's rule that did not declare itself gets a bare descriptor.
final class SarifRules {
  private static final int TAGS = 20;
  private static final int LONGEST = 1_000;

  private final Report report;
  private final List<String> ids = new ArrayList<>();
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<String, RuleInfo> infos = new HashMap<>();

  SarifRules(Report report) {
    this.report = report;
    Set<String> all = new TreeSet<>();
    for (RuleInfo rule : report.rules()) {
      infos.put(rule.id(), rule);
      all.add(rule.id());
    }
    Stream.concat(report.findings().stream(), report.suppressed().stream().map(Suppressed::finding))
        .map(Finding::rule)
        .forEach(all::add);
    for (String id : all) {
      indexes.put(id, ids.size());
      ids.add(id);
    }
  }

  int index(String rule) {
    return indexes.getOrDefault(rule, -1);
  }

  @Nullable RuleInfo info(String rule) {
    return infos.get(rule);
  }

  void tool(JsonGenerator json) {
    json.writeObjectPropertyStart("tool");
    json.writeObjectPropertyStart("driver");
    json.writeStringProperty("name", "Sallyport");
    json.writeStringProperty("organization", "Sallyport");
    json.writeStringProperty("version", report.version());
    json.writeStringProperty("semanticVersion", report.version());
    json.writeStringProperty("informationUri", Words.SITE);
    json.writeArrayPropertyStart("rules");
    for (String id : ids) {
      RuleInfo info = infos.get(id);
      if (info == null) {
        bare(id, json);
      } else {
        rule(info, json);
      }
    }
    json.writeEndArray();
    SarifNotifications.descriptors(json);
    json.writeObjectPropertyStart("properties");
    json.writeStringProperty("bundleDate", report.bundleDate());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void bare(String id, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("id", id);
    json.writeEndObject();
  }

  private static void rule(RuleInfo rule, JsonGenerator json) {
    String title = Visible.text(rule.title(), LONGEST);
    String usual = title + ". Usually graded " + rule.severity().id() + ".";
    json.writeStartObject();
    json.writeStringProperty("id", rule.id());
    json.writeStringProperty("name", pascal(rule.id()));
    json.writeName("shortDescription");
    SarifResults.message(title, json);
    json.writeName("fullDescription");
    SarifResults.message(usual, json);
    json.writeStringProperty("helpUri", Words.page(rule.id()));
    help(rule, usual, json);
    json.writeObjectPropertyStart("defaultConfiguration");
    json.writeStringProperty("level", level(rule.severity()));
    json.writeEndObject();
    json.writeObjectPropertyStart("properties");
    json.writeStringProperty("precision", rule.confidence().id());
    json.writeStringProperty("problem.severity", problemSeverity(rule.severity()));
    json.writeStringProperty("security-severity", score(rule.severity()));
    json.writeArrayPropertyStart("tags");
    tags(rule).stream().limit(TAGS).forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void help(RuleInfo rule, String usual, JsonGenerator json) {
    StringBuilder text = new StringBuilder(usual);
    StringBuilder markdown = new StringBuilder("**").append(usual).append("**\n\n");
    for (Reference reference : rule.references()) {
      String id = Visible.text(reference.id(), LONGEST);
      text.append(" ").append(id).append(".");
      markdown.append("- ");
      Words.address(reference)
          .ifPresentOrElse(
              address -> markdown.append("[").append(id).append("](").append(address).append(")"),
              () -> markdown.append(id));
      markdown.append("\n");
    }
    text.append(" Read more: ").append(Words.explain(rule.id()));
    markdown.append("\nRead more: [").append(rule.id()).append("](").append(Words.page(rule.id()));
    markdown.append("), or run `").append(Words.explain(rule.id())).append("`.");
    json.writeObjectPropertyStart("help");
    json.writeStringProperty("text", text.toString());
    json.writeStringProperty("markdown", markdown.toString());
    json.writeEndObject();
  }

  /// `security` makes GitHub read `security-severity`; the CWE tags are in the form that it filters
  /// by.
  private static Set<String> tags(RuleInfo rule) {
    Set<String> tags = new LinkedHashSet<>();
    tags.add("security");
    tags.add("ci-cd");
    for (Reference reference : rule.references()) {
      switch (reference.kind()) {
        case CWE -> {
          if (reference.id().matches("CWE-[0-9]{1,6}")) {
            int number = Integer.parseInt(reference.id().substring(4));
            tags.add(String.format(Locale.ROOT, "external/cwe/cwe-%03d", number));
          }
        }
        case OWASP_CICD, CIS_SSC -> tags.add(reference.id());
        case ADVISORY, PAGE -> {}
      }
    }
    return tags;
  }

  private static String pascal(String id) {
    StringBuilder name = new StringBuilder();
    for (String word : id.split("-", -1)) {
      name.append(Words.capital(word));
    }
    return name.toString();
  }

  static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, INFO -> "note";
    };
  }

  /// In the middle of the band that GitHub shows under the same name; info has none, and is low
  /// there.
  static String score(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case MEDIUM -> "5.5";
      case LOW -> "2.5";
      case INFO -> "0.5";
    };
  }

  private static String problemSeverity(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, INFO -> "recommendation";
    };
  }
}
