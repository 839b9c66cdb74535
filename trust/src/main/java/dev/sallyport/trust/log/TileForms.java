package dev.sallyport.trust.log;

import dev.sallyport.trust.log.LogProblem.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The files in which one tile or bundle exists: full, and partial ones of several widths.
final class TileForms {

  /// The widest form, which the others must be the beginning of, and the places of the others.
  ///
  /// @param others not read yet, since each may be large
  record Forms(TilePath path, byte[] bytes, List<TilePath> others) {}

  private final LogSource source;
  private final Findings findings;

  TileForms(LogSource source, Findings findings) {
    this.source = source;
    this.findings = findings;
  }

  /// The widest form that is there. One that must be there and is not, is a problem.
  ///
  /// @param required the width that the checkpoint asks for, 0 for none
  Optional<Forms> find(int level, long index, int required) {
    var full = TilePath.full(level, index);
    var partial = source.lists() ? partials(full) : List.<TilePath>of();
    if (required > 0 && required < TilePath.FULL && !source.lists()) {
      partial = List.of(new TilePath(level, index, required));
    }
    // Without a listing the exact form comes first: a full one is there only if it grew meanwhile.
    var candidates = new ArrayList<TilePath>();
    if (source.lists() || partial.isEmpty()) {
      candidates.add(full);
    }
    candidates.addAll(partial);
    if (!candidates.contains(full)) {
      candidates.add(full);
    }
    for (TilePath path : candidates) {
      Optional<byte[]> bytes = read(path);
      if (bytes.isPresent()) {
        requireWidth(path, required, partial);
        var others = partial.stream().filter(other -> other.width() != path.width()).toList();
        return Optional.of(new Forms(path, bytes.get(), source.lists() ? others : List.of()));
      }
    }
    if (required > 0) {
      missing(new TilePath(level, index, required));
    }
    return Optional.empty();
  }

  LogSource source() {
    return source;
  }

  Optional<byte[]> read(TilePath path) {
    try {
      var bytes =
          source.read(path.path(), path.isEntries() ? EntryBundle.MAX_BYTES : Tile.FULL_BYTES);
      bytes.ifPresent(_ -> findings.fileRead());
      return bytes;
    } catch (MalformedLog _) {
      findings.add(Kind.WRONG, path.path(), "longer than such a file can be");
      return Optional.empty();
    }
  }

  private void requireWidth(TilePath found, int required, List<TilePath> partial) {
    boolean there =
        required == 0
            || found.isFull()
            || partial.stream().anyMatch(path -> path.width() == required);
    if (!there) {
      missing(new TilePath(found.level(), found.index(), required));
    }
  }

  private void missing(TilePath path) {
    findings.add(Kind.MISSING, path.path(), "missing");
  }

  /// Widest first.
  private List<TilePath> partials(TilePath full) {
    String folder = full.partials();
    return source.list(folder).stream()
        .flatMap(name -> TilePath.parse(folder + "/" + name).stream())
        .sorted(Comparator.comparingInt(TilePath::width).reversed())
        .toList();
  }
}
