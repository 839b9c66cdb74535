package dev.sallyport.scan.ci.github.facts;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the data bundle knows about published actions. Everything is as of [#bundleDate()]; what is
/// not listed is unknown, never safe.
///
/// A repository is `owner/repo`; where an action's path follows (`github/codeql-action/init`), it
/// is ignored unless said otherwise. Names are compared without regard to case. Nothing is read
/// before the first question about it. Instances may be shared between threads.
public final class ActionFacts {
  private static final ActionFacts BUNDLED = new ActionFacts();

  private final Supplier<Tags> tags = new Once<>(() -> Tags.of(Bundle.text(Bundle.TAGS)));
  private final Supplier<Popularity> popular =
      new Once<>(() -> Popularity.of(Bundle.text(Bundle.POPULAR)));
  private final Supplier<Advisories> advisories =
      new Once<>(() -> Advisories.of(Bundle.text(Bundle.ADVISORIES)));

  private ActionFacts() {}

  /// The facts inside this distribution.
  public static ActionFacts bundled() {
    return BUNDLED;
  }

  /// The day on which the data was collected.
  public LocalDate bundleDate() {
    return popular.get().date();
  }

  /// The commit that a version tag stood at, 40 lower-case hex digits. A short tag (`v4`) moves by
  /// custom, so its commit is where it stood when the data was collected.
  public Optional<String> commit(String repository, String tag) {
    return repository(repository).commit(tag);
  }

  /// The version tags at a commit, most precise first; empty where the commit is no known tag's.
  public List<String> tags(String repository, String commit) {
    return repository(repository).tags(commit.toLowerCase(Locale.ROOT));
  }

  /// The highest version tag, pre-releases left out.
  public Optional<String> latestTag(String repository) {
    return Optional.ofNullable(repository(repository).newest());
  }

  /// The version that a reference stands for: the tag itself, or for a commit id the most precise
  /// tag there. Empty for branches and unknown commits.
  public Optional<Version> version(String repository, String ref) {
    if (isCommit(ref)) {
      return tags(repository, ref).stream().findFirst().flatMap(Version::parse);
    }
    return Version.parse(ref);
  }

  /// What known advisories and tag takeovers mean for `uses: action@ref`; empty where none concerns
  /// it. An advisory on a path of a repository concerns only that path.
  ///
  /// @param action `owner/repo` or `owner/repo/path`
  /// @param ref tag, short tag, branch or commit id
  public List<Exposure> advisories(String action, String ref) {
    return advisories.get().exposures(action, ref, repository(action));
  }

  /// All known advisories on an action, whatever the version.
  public List<Advisory> advisories(String action) {
    return advisories.get().on(action);
  }

  /// How often a collection of public workflows used the repository; empty where it is not among
  /// the popular ones. Repositories added by hand count 0. A measure of standing, nothing finer.
  public OptionalInt popularity(String repository) {
    return popular.get().uses(key(repository));
  }

  /// Whether the repository is known to be archived. `false` means unknown.
  public boolean isKnownArchived(String repository) {
    return popular.get().isArchived(key(repository));
  }

  /// The popular repository that this name imitates, if it looks like a misspelling of one. Forks
  /// (same name under another owner) and siblings (another repository of the same owner) do not.
  public Optional<String> similar(String repository) {
    String key = key(repository);
    return tags.get().has(key) ? Optional.empty() : Lookalikes.imitated(key, popular.get());
  }

  /// Whether text has the form of a full commit id: 40 hex digits (SHA-1) or 64 (SHA-256).
  public static boolean isCommit(String ref) {
    return (ref.length() == 40 || ref.length() == 64) && ref.chars().allMatch(ActionFacts::isHex);
  }

  private static boolean isHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private Tags.Repository repository(String action) {
    return tags.get().repository(key(action));
  }

  /// `owner/repo` in lower case, a path behind it cut off.
  static String key(String action) {
    int owner = action.indexOf('/');
    int repository = owner < 0 ? -1 : action.indexOf('/', owner + 1);
    return (repository < 0 ? action : action.substring(0, repository)).toLowerCase(Locale.ROOT);
  }

  /// @param rows by key
  record Popularity(LocalDate date, Map<String, Row> rows) {

    /// @param name as the owner spells it
    record Row(String name, int uses, boolean archived) {}

    static Popularity of(String text) {
      Map<String, Row> rows = new HashMap<>();
      for (String[] row : Bundle.rows(text)) {
        rows.put(key(row[0]), new Row(row[0], Integer.parseInt(row[1]), row[2].equals("yes")));
      }
      int date = text.indexOf(Bundle.DATE) + Bundle.DATE.length();
      return new Popularity(LocalDate.parse(text.substring(date, text.indexOf('\n', date))), rows);
    }

    OptionalInt uses(String key) {
      Row row = rows.get(key);
      return row == null ? OptionalInt.empty() : OptionalInt.of(row.uses());
    }

    boolean isArchived(String key) {
      Row row = rows.get(key);
      return row != null && row.archived();
    }
  }

  /// Makes a value at the first call.
  private static final class Once<T> implements Supplier<T> {
    private final Supplier<T> make;
    private volatile @Nullable T made;

    Once(Supplier<T> make) {
      this.make = make;
    }

    @Override
    public T get() {
      T value = made;
      if (value == null) {
        synchronized (this) {
          value = made;
          if (value == null) {
            value = make.get();
            made = value;
          }
        }
      }
      return value;
    }
  }
}
