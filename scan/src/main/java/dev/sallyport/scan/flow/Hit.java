package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Site;
import java.util.List;

/// Something foreign reaches a sink.
///
/// @param site the step where it happens
/// @param file and `span`: the place to point to
/// @param origin what is foreign, as written: `github.event.issue.title`, `artifact 'pr'`
/// @param hops how many places it went through before the sink; 0 when it is used directly
/// @param acrossFiles whether it came through a call of another workflow or action
/// @param detail of the sink: the command, the input's name, the tool
/// @param path the way there, first step at the trigger or source, last one at the sink
public record Hit(
    Sink sink,
    Site site,
    SourceText file,
    Span span,
    String origin,
    Charset charset,
    int hops,
    boolean acrossFiles,
    String detail,
    List<PathStep> path,
    Confidence confidence,
    Grade grade) {

  public Hit {
    path = List.copyOf(path);
  }
}
