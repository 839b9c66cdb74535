package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A value that somebody else chose, on its way.
///
/// @param events under which it is foreign; empty for all
/// @param cap nobody weaker than this chooses it
/// @param origin as written where it came in
/// @param trail places that it went through so far, in order
/// @param crossing where it was first handed to another file, null when it never was
/// @param answer the forge's answer that it is a part of, from which a filter may still pick less;
///     null for anything else
record Taint(
    Charset charset,
    Set<String> events,
    Reach cap,
    ContextSources.Revision revision,
    String origin,
    List<PathStep> trail,
    int hops,
    @Nullable Crossing crossing,
    Confidence confidence,
    Answers.@Nullable Part answer) {

  /// Longer ways are cut, and say so: nobody reads them.
  private static final int LONGEST_TRAIL = 16;

  private static final String FURTHER = ", and from there through further places";

  /// The most values that one place keeps apart; so many say that there may be more.
  static final int MOST = 33;

  record Crossing(SourceText file, Span span) {}

  Taint {
    events = Set.copyOf(events);
    trail = List.copyOf(trail);
  }

  /// One place further on.
  Taint through(Location place, String what) {
    List<PathStep> longer = new ArrayList<>(trail);
    if (longer.size() < LONGEST_TRAIL) {
      longer.add(new PathStep(place, what));
    } else if (!longer.getLast().message().endsWith(FURTHER)) {
      PathStep last = longer.removeLast();
      longer.add(new PathStep(last.location(), last.message() + FURTHER));
    }
    return new Taint(
        charset, events, cap, revision, origin, longer, hops + 1, crossing, confidence, answer);
  }

  Taint as(Charset wanted) {
    return new Taint(
        wanted, events, cap, revision, origin, trail, hops, crossing, confidence, answer);
  }

  /// A name in what the value stands for, as of a file in a commit: no revision itself.
  Taint name(Charset wanted) {
    return new Taint(
        wanted,
        events,
        cap,
        ContextSources.Revision.NONE,
        origin,
        trail,
        hops,
        crossing,
        confidence,
        null);
  }

  Taint with(Confidence wanted) {
    return new Taint(charset, events, cap, revision, origin, trail, hops, crossing, wanted, answer);
  }

  Taint crossing(SourceText file, Span span) {
    return crossing != null
        ? this
        : new Taint(
            charset,
            events,
            cap,
            revision,
            origin,
            trail,
            hops,
            new Crossing(file, span),
            confidence,
            answer);
  }

  /// The same place and way, another part of the answer.
  Taint part(Taint other) {
    return new Taint(
        other.charset,
        other.events,
        other.cap,
        other.revision,
        other.origin,
        trail,
        hops,
        crossing,
        confidence,
        other.answer);
  }

  /// Whether it names code that somebody proposes.
  boolean namesCode() {
    return revision != ContextSources.Revision.NONE && revision != ContextSources.Revision.PATCH;
  }

  boolean injectable() {
    return charset.injectable();
  }

  /// Whether there may have been more values.
  static boolean isFull(List<Taint> taints) {
    return taints.size() >= MOST;
  }

  /// The same values without repetition, at most [#MOST].
  static List<Taint> merge(List<Taint> a, List<Taint> b) {
    if (a.isEmpty()) {
      return b;
    }
    if (b.isEmpty()) {
      return a;
    }
    List<Taint> out = new ArrayList<>(a);
    Set<String> origins = new HashSet<>();
    a.forEach(t -> origins.add(t.origin));
    for (Taint taint : b) {
      if (out.size() < MOST && origins.add(taint.origin)) {
        out.add(taint);
      }
    }
    return out;
  }
}
