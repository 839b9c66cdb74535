package dev.sallyport.scan.source;

import dev.sallyport.base.model.source.SourceText;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Files below a directory by their paths. The tree is untrusted: no path leads out of it, neither
/// by its names nor over a link, and none into `.git`.
public final class TreeLookup implements Lookup {
  private final Path root;
  private final Reading reading;

  public TreeLookup(Path root, Limits limits) {
    this.root = root;
    this.reading = new Reading(limits);
  }

  @Override
  public Map<String, SourceText> texts(Set<String> paths) {
    Map<String, SourceText> out = new TreeMap<>();
    for (String path : paths) {
      text(path).ifPresent(text -> out.put(path, text));
    }
    return out;
  }

  private Optional<SourceText> text(String path) {
    if (!Tracked.harmless(path)) {
      return Optional.empty();
    }
    try {
      Path file = root;
      for (String name : path.split("/", -1)) {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          return Optional.empty();
        }
        file = file.resolve(name);
      }
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
              && reading.read(new Listing.Entry(path, file, false))
                  instanceof Reading.Outcome.Text(SourceText text, var _)
          ? Optional.of(text)
          : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
