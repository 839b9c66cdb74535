package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.expression.Constant;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.expression.Value;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Something is written so that a reader, or a program that compares text, does not see what it is.
final class Obfuscation implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "obfuscation",
          "Written so that it is not seen what it does",
          Severity.MEDIUM,
          Reference.cwe(506),
          Reference.cicdSec(10),
          Reference.cis("1.5.2"));

  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "zsh", "dash", "python", "python3", "node", "perl", "ruby", "pwsh");

  private static final Predicate<SimpleCommandView> DECODES = Obfuscation::decodes;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    context.project().uses().forEach(site -> uses(site, out));
    Stream<GithubFile> files =
        Stream.concat(
            context.project().workflows().stream().map((Workflow w) -> w),
            context.project().actions().stream().map((ActionDefinition a) -> a));
    files.forEach(file -> Texts.of(file).forEach(text -> expressions(file, text, out)));
    Set<GithubFile> prompts = new HashSet<>();
    for (Site site : context.project().steps()) {
      Text run = site.step().run();
      if (run != null) {
        script(site, run, out);
        boolean prompt = site.step().shell().strip().equalsIgnoreCase("cmd");
        if (prompt && prompts.add(site.owner())) {
          prompt(site, run, out);
        }
      }
    }
  }

  private static void uses(UsesSite site, Findings out) {
    String value = site.uses().text().value().strip();
    int at = value.lastIndexOf('@');
    String path = at < 0 ? value : value.substring(0, at);
    boolean local = site.uses() instanceof Uses.Local;
    if (site.uses() instanceof Uses.Docker || path.contains("${{")) {
      return;
    }
    List<String> segments = Arrays.asList(path.split("/", -1));
    List<String> rest = local ? segments.subList(1, segments.size()) : segments;
    boolean odd = rest.contains(".") || (!local && rest.contains("..")) || empty(rest, local);
    if (odd) {
      out.at(site.owner().file(), site.uses().text().span())
          .key(site.route() + "/" + path)
          .severity(local ? Severity.LOW : Severity.MEDIUM)
          .persona(local ? Persona.PEDANTIC : Persona.DEFAULT)
          .message(
              "'"
                  + path
                  + "' names the same as a shorter path without '.', '..' and empty parts; lists of"
                  + " allowed or blocked actions that compare text do not see that")
          .add();
    }
  }

  /// A slash at the end of a local path is a habit of many and hides nothing.
  private static boolean empty(List<String> segments, boolean local) {
    int last = segments.size() - (local ? 1 : 0);
    return segments.subList(0, Math.max(0, last)).contains("");
  }

  private static void expressions(GithubFile file, Text text, Findings out) {
    if (!text.mayHaveExpressions()) {
      return;
    }
    text.template().expressions().stream()
        .flatMap(e -> e.parsed().tree().stream())
        .forEach(expr -> look(file, text, expr, out));
  }

  private static void look(GithubFile file, Text text, Expr expr, Findings out) {
    switch (expr) {
      case Expr.Index(_, _, Expr index) when isComputed(index) -> {
        draft(file, text, expr, out)
            .message(
                "the name behind the brackets is put together to "
                    + shown(index)
                    + ", so that a search for it finds nothing")
            .add();
        return;
      }
      case Expr.Call call when isComputed(call) && !isPlainList(call) -> {
        boolean plain = call.is("format") && call.arguments().size() == 1;
        draft(file, text, expr, out)
            .severity(plain ? Severity.LOW : INFO.severity())
            .persona(plain ? Persona.PEDANTIC : Persona.DEFAULT)
            .message(
                "'"
                    + call.name()
                    + "' over constants always gives "
                    + shown(call)
                    + "; written like this a search for it finds nothing")
            .add();
        return;
      }
      case Expr.And _, Expr.Or _, Expr.Binary _, Expr.Not _ when isComputed(expr) -> {
        draft(file, text, expr, out)
            .severity(Severity.LOW)
            .persona(Persona.PEDANTIC)
            .message("this is always " + shown(expr) + "; write that, or what was meant")
            .add();
        return;
      }
      default -> {}
    }
    expr.children().forEach(child -> look(file, text, child, out));
  }

  private static Findings.Draft draft(GithubFile file, Text text, Expr expr, Findings out) {
    return out.at(file.file(), text.source(expr.span())).key(expr.text());
  }

  private static boolean isComputed(Expr expr) {
    Expr inner = expr.ungrouped();
    boolean literal = inner instanceof Expr.Literal;
    boolean status =
        inner.walk().anyMatch(e -> e instanceof Expr.Call c && (c.is("always") || c.is("success")));
    return !literal && !status && Constant.of(inner).isPresent();
  }

  /// `fromJSON('["a"]')` is how the language writes a list; the same goes for a line break.
  private static boolean isPlainList(Expr.Call call) {
    if (!call.is("fromJSON") || !(call.arguments().getFirst() instanceof Expr.Literal)) {
      return false;
    }
    Optional<Value> value = Constant.of(call);
    return value
        .filter(
            v ->
                !(v instanceof Value.Str(String s))
                    || s.chars().allMatch(c -> !Character.isLetterOrDigit(c)))
        .isPresent();
  }

  private static String shown(Expr expr) {
    String text = Constant.of(expr).flatMap(Value::asText).orElse("the same value");
    return text.length() > 60 ? "'" + text.substring(0, 60) + "…'" : "'" + text + "'";
  }

  /// Once per file.
  private static void prompt(Site site, Text run, Findings out) {
    out.at(site.owner().file(), run.span())
        .key(site.route() + "/cmd")
        .severity(Severity.INFO)
        .persona(Persona.AUDITOR)
        .message(
            "the command prompt's language has no grammar that a program can check; use 'pwsh' or"
                + " 'bash'")
        .add();
  }

  private static void script(Site site, Text run, Findings out) {
    if (!run.value().contains("base64") && !run.value().contains("xxd")) {
      return;
    }
    for (SimpleCommandView command : site.step().commands()) {
      boolean shell = command.name().filter(SHELLS::contains).isPresent();
      boolean hidden = shell && reads(command) && command.anyUpstream(DECODES);
      boolean eval =
          command.is("eval") && command.argumentTexts().stream().anyMatch(Obfuscation::decoded);
      if (hidden || eval) {
        out.at(site.owner().file(), run.source(command.span()))
            .key(site.route() + "/decoded")
            .severity(Severity.HIGH)
            .message(
                "what '"
                    + command.name().orElse("the shell")
                    + "' runs here is decoded first: a reader does not see what it is")
            .add();
      }
    }
  }

  /// Whether it takes its program from the pipe: no script, no `-c`.
  private static boolean reads(SimpleCommandView command) {
    return command.argumentTexts().stream()
        .allMatch(w -> w.equals("-") || w.matches("-[esxu]+|-s.*"));
  }

  private static boolean decodes(SimpleCommandView command) {
    List<String> words = command.argumentTexts();
    return (command.is("base64")
            && words.stream()
                .anyMatch(w -> w.equals("-d") || w.equals("-D") || w.equals("--decode")))
        || (command.is("xxd") && words.contains("-r"))
        || (command.is("openssl") && words.contains("base64") && words.contains("-d"));
  }

  private static boolean decoded(String word) {
    return word.contains("base64 -d") || word.contains("base64 --decode");
  }
}
