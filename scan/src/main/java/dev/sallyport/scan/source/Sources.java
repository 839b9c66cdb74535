package dev.sallyport.scan.source;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import java.util.List;

/// Texts sorted by path, and everything that should have been one but is not.
public record Sources(List<SourceText> texts, List<Problem> problems) {
  public Sources {
    texts = List.copyOf(texts);
    problems = List.copyOf(problems);
  }
}
