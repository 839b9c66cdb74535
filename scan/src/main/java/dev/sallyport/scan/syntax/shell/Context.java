package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.SimpleCommandView.Place;
import dev.sallyport.scan.syntax.shell.SimpleCommandView.Surroundings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What surrounds the statements that [Commands] walks over.
///
/// @param reparsed how many times the text at hand was code inside other code
record Context(
    Dialect dialect,
    List<Redirect> redirects,
    @Nullable PipelineView pipeline,
    int stage,
    Set<Place> places,
    @Nullable String function,
    int reparsed) {

  static Context top(Dialect dialect) {
    return new Context(dialect, List.of(), null, 0, Set.of(), null, 0);
  }

  Surroundings surroundings() {
    return new Surroundings(redirects, pipeline, stage, places, function);
  }

  Context with(Place place) {
    return places.contains(place) ? this : places(place);
  }

  private Context places(Place place) {
    Set<Place> more = EnumSet.of(place);
    more.addAll(places);
    return new Context(dialect, redirects, pipeline, stage, more, function, reparsed);
  }

  Context redirected(List<Redirect> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Redirect> all = new ArrayList<>(more);
    all.addAll(redirects);
    return new Context(dialect, all, pipeline, stage, places, function, reparsed);
  }

  /// In a stage of a pipeline. Output redirections of what is around the pipeline reach its last
  /// stage only.
  Context inPipeline(PipelineView view, int at, boolean last) {
    List<Redirect> kept =
        last ? redirects : redirects.stream().filter(r -> !r.writesOutput()).toList();
    return new Context(dialect, kept, view, at, places, function, reparsed).with(Place.SUBSHELL);
  }

  /// In a substitution: its output is text, whatever is redirected around it.
  Context substitution() {
    return new Context(dialect, List.of(), null, 0, places, function, reparsed)
        .with(Place.SUBSTITUTION)
        .with(Place.SUBSHELL);
  }

  /// In a function's body, which runs where it is called.
  Context inFunction(String name) {
    return new Context(dialect, List.of(), null, 0, places, name, reparsed);
  }

  Context reparsed(Dialect language) {
    return new Context(language, redirects, pipeline, stage, places, function, reparsed + 1)
        .with(Place.REPARSED);
  }
}
