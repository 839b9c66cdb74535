package dev.sallyport.scan.ci.github;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `.github/dependabot.yml`.
public record Dependabot(
    SourceText file, YamlMapping root, List<Update> updates, List<Trouble> troubles)
    implements GithubFile {

  /// One entry of `updates:`.
  ///
  /// @param directories `directory` or `directories`
  /// @param cooldown null when there is none
  /// @param insecureExecution `insecure-external-code-execution: allow`
  public record Update(
      Span span,
      YamlMapping node,
      String ecosystem,
      List<String> directories,
      @Nullable YamlMapping cooldown,
      @Nullable Text insecureExecution) {
    public Update {
      directories = List.copyOf(directories);
    }
  }

  public Dependabot {
    updates = List.copyOf(updates);
    troubles = List.copyOf(troubles);
  }
}
