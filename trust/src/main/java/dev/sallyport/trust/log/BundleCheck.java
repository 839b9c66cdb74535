package dev.sallyport.trust.log;

import dev.sallyport.trust.log.LogProblem.Kind;
import dev.sallyport.trust.log.TileForms.Forms;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads one bundle in all its forms and the tile of its leaf hashes, hashes the entries and
/// compares. Runs beside others of its kind; what cannot be decided here is left open in the
/// result.
final class BundleCheck {

  /// What a bundle and its tile say.
  ///
  /// @param index of the bundle
  /// @param bundle null when it is missing or cannot be read
  /// @param hashed the leaf hashes of the bundle's entries, null without a bundle
  /// @param tile the leaf hashes as the tile has them, null when it is missing or of a wrong length
  record Result(
      long index,
      @Nullable Forms bundleForms,
      @Nullable EntryBundle bundle,
      byte @Nullable [] hashed,
      @Nullable Forms tileForms,
      byte @Nullable [] tile) {

    /// Whether both are there and say different things about the same entries.
    boolean isDisputed() {
      return hashed != null && tile != null && difference(hashed, tile) >= 0;
    }

    /// What is to be taken for true unless it is disputed; null when nothing is there.
    byte @Nullable [] leaves() {
      return hashed != null ? hashed : tile;
    }
  }

  private final TileForms forms;
  private final Findings findings;

  BundleCheck(TileForms forms, Findings findings) {
    this.forms = forms;
    this.findings = findings;
  }

  /// @param required entries that the checkpoint asks for, 0 to 256
  Result check(long index, int required) {
    Optional<Forms> found = forms.find(TilePath.ENTRIES, index, required);
    if (found.isEmpty() && required == 0) {
      return new Result(index, null, null, null, null, null);
    }
    EntryBundle bundle = found.isPresent() ? parse(found.get()) : null;
    byte[] hashed = bundle == null ? null : bundle.leafHashes(new TreeHasher());
    Optional<Forms> tileFound = forms.find(0, index, required);
    byte[] tile = tileFound.isPresent() ? hashes(tileFound.get()) : null;
    var result =
        new Result(index, found.orElse(null), bundle, hashed, tileFound.orElse(null), tile);
    byte[] leaves = result.leaves();
    if (leaves != null && !result.isDisputed()) {
      compareOthers(result, leaves);
    }
    return result;
  }

  /// Compares the further forms of both with the leaves that were found to be true.
  void compareOthers(Result result, byte[] leaves) {
    byte[] hashed = result.hashed();
    boolean bundleIsTrue = hashed != null && difference(hashed, leaves) < 0;
    if (result.bundleForms() != null) {
      for (TilePath path : result.bundleForms().others()) {
        compareBundle(path, bundleIsTrue ? result.bundle() : null, leaves);
      }
    }
    if (result.tileForms() != null) {
      for (TilePath path : result.tileForms().others()) {
        forms.read(path).ifPresent(bytes -> compareTile(path, bytes, leaves, ""));
      }
    }
  }

  /// Names where a tile differs from the hashes that are true.
  void compareTile(TilePath path, byte[] bytes, byte[] truth, String why) {
    if (bytes.length != path.width() * Hash.SIZE) {
      wrongLength(path, bytes);
      return;
    }
    int offset = difference(bytes, truth);
    if (offset >= 0) {
      long entry = path.level() == 0 ? entry(path.index(), offset / Hash.SIZE) : -1;
      findings.add(
          Kind.WRONG,
          path.path(),
          offset,
          entry,
          "hash %d is not the one of what lies below%s".formatted(offset / Hash.SIZE, why));
    }
    if (bytes.length > truth.length) {
      findings.add(Kind.AHEAD, path.path(), "holds hashes for which there are no entries");
    }
  }

  byte @Nullable [] hashes(Forms found) {
    if (found.bytes().length == found.path().width() * Hash.SIZE) {
      return found.bytes();
    }
    wrongLength(found.path(), found.bytes());
    return null;
  }

  private void wrongLength(TilePath path, byte[] bytes) {
    int wanted = path.width() * Hash.SIZE;
    findings.add(
        Kind.WRONG,
        path.path(),
        Math.min(bytes.length, wanted),
        -1,
        "%d bytes, not %d".formatted(bytes.length, wanted));
  }

  private @Nullable EntryBundle parse(Forms found) {
    return parse(found.path(), found.bytes());
  }

  private @Nullable EntryBundle parse(TilePath path, byte[] bytes) {
    return switch (EntryBundle.read(bytes, path.width())) {
      case EntryBundle.Read.Whole(EntryBundle bundle) -> bundle;
      case EntryBundle.Read.Broken(int entry, int offset, String reason) -> {
        findings.add(Kind.WRONG, path.path(), offset, entry(path.index(), entry), reason);
        yield null;
      }
    };
  }

  private void compareBundle(TilePath path, @Nullable EntryBundle widest, byte[] leaves) {
    Optional<byte[]> read = forms.read(path);
    if (read.isEmpty()) {
      return;
    }
    byte[] bytes = read.get();
    if (widest != null) {
      byte[] wanted = Arrays.copyOf(widest.shared(), widest.offset(path.width()));
      int offset = Arrays.mismatch(bytes, wanted);
      if (offset >= 0) {
        findings.add(
            Kind.WRONG,
            path.path(),
            offset,
            entry(path.index(), widest.entryAt(offset)),
            "not the beginning of the wider form of this bundle");
      }
      return;
    }
    EntryBundle bundle = parse(path, bytes);
    if (bundle != null) {
      nameEntries(path, bundle, leaves, "");
    }
  }

  /// Names the entries of a bundle that do not hash to the leaves that are true.
  void nameEntries(TilePath path, EntryBundle bundle, byte[] leaves, String why) {
    byte[] hashed = bundle.leafHashes(new TreeHasher());
    for (int i : differing(hashed, leaves)) {
      findings.add(
          Kind.WRONG,
          path.path(),
          bundle.offset(i),
          entry(path.index(), i),
          "the %d bytes of the entry do not have the hash of its leaf%s"
              .formatted(bundle.offset(i + 1) - bundle.offset(i) - 2, why));
    }
  }

  /// The numbers of the hashes that differ, as far as both go.
  static List<Integer> differing(byte[] some, byte[] others) {
    int count = Math.min(some.length, others.length) / Hash.SIZE;
    return IntStream.range(0, count)
        .filter(
            i ->
                Arrays.mismatch(
                        some,
                        i * Hash.SIZE,
                        (i + 1) * Hash.SIZE,
                        others,
                        i * Hash.SIZE,
                        (i + 1) * Hash.SIZE)
                    >= 0)
        .boxed()
        .toList();
  }

  /// The first byte that differs as far as both go, or -1.
  static int difference(byte[] some, byte[] others) {
    int length = Math.min(some.length, others.length);
    return Arrays.mismatch(some, 0, length, others, 0, length);
  }

  private static long entry(long index, int number) {
    return index * TilePath.FULL + number;
  }
}
