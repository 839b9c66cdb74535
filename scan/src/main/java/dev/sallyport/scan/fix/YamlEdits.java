package dev.sallyport.scan.fix;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Builds edits of one YAML file that keep its comments, order, indentation, quotes and line ends.
/// Every method answers empty where the edit cannot be made without changing something else: inside
/// a node that an alias stands for as well, in a value that carries an anchor, in a node of another
/// file. Nothing is changed here; [FixApplier] does that.
public final class YamlEdits {
  private final String path;
  private final Layout layout;
  private final Tree tree;
  private final Map<YamlMapping, EnvBlock> env = new HashMap<>();

  private YamlEdits(SourceText file, @Nullable YamlNode root) {
    this.path = file.path();
    this.layout = new Layout(file);
    this.tree = new Tree(root, layout);
  }

  /// @param root the whole document, as parsed from `file`
  public static YamlEdits of(SourceText file, @Nullable YamlNode root) {
    return new YamlEdits(file, root);
  }

  /// What an `env` mapping of the file holds.
  EnvBlock env(YamlMapping mapping) {
    return env.computeIfAbsent(mapping, EnvBlock::of);
  }

  /// Gives a scalar another value, in its style where that can hold it.
  public Optional<List<Edit>> replaceScalar(YamlScalar scalar, String newValue) {
    if (refused(scalar)) {
      return Optional.empty();
    }
    return Optional.of(
        List.of(edit(scalar.span(), ScalarEdits.written(scalar, newValue, tree.inFlow(scalar)))));
  }

  /// A part of a scalar's value and what shall stand there.
  ///
  /// @param span into the value
  public record Part(Span span, String text) {}

  /// Changes a part of a scalar's value in place.
  public Optional<List<Edit>> replaceInside(YamlScalar scalar, Span inValue, String text) {
    return replaceInside(scalar, List.of(new Part(inValue, text)));
  }

  /// Changes several parts, which must not overlap. Where the style cannot hold a new part, the
  /// whole scalar is written anew, if it is a short one.
  public Optional<List<Edit>> replaceInside(YamlScalar scalar, List<Part> parts) {
    if (refused(scalar)) {
      return Optional.empty();
    }
    return new ScalarEdits(layout, path).inside(scalar, parts, tree.inFlow(scalar));
  }

  /// Adds an entry; empty when the key is there already.
  public Optional<List<Edit>> insertEntry(
      YamlMapping mapping, Place place, String key, NewValue value) {
    return insertEntries(mapping, place, List.of(new NewValue.Entry(key, value)));
  }

  /// Adds several entries at one place; empty when one of the keys is there already.
  public Optional<List<Edit>> insertEntries(
      YamlMapping mapping, Place place, List<NewValue.Entry> entries) {
    boolean taken = entries.stream().anyMatch(entry -> mapping.entry(entry.key()).isPresent());
    if (refusedMapping(mapping) || taken || entries.isEmpty()) {
      return Optional.empty();
    }
    return mapping.flow() || mapping.entries().isEmpty()
        ? new FlowEdits(layout, tree, path).insert(mapping, place, entries)
        : new BlockEdits(layout, tree, path).insert(mapping, place, entries);
  }

  /// Sets a key below a mapping that hangs on `outer` in `parent`: extends it, gives an empty one
  /// its first entry, or makes it. Such as `persist-credentials: false` below `with`.
  ///
  /// @param place of `outer` when it is not there yet
  public Optional<List<Edit>> insertBelow(
      YamlMapping parent, Place place, String outer, List<NewValue.Entry> entries) {
    Optional<YamlNode> there = parent.get(outer);
    if (there.isEmpty()) {
      return insertEntry(parent, place, outer, new NewValue.Mapping(entries));
    }
    return switch (there.get()) {
      case YamlMapping mapping -> insertEntries(mapping, Place.atEnd(), entries);
      case YamlScalar scalar when scalar.isNull() ->
          replaceBlock(parent, outer, new NewValue.Mapping(entries));
      case YamlNode _ -> Optional.empty();
    };
  }

  /// Takes an entry out, with the comment on its lines.
  public Optional<List<Edit>> removeEntry(YamlMapping mapping, String key, Emptied emptied) {
    return refusedMapping(mapping)
        ? Optional.empty()
        : new Removal(layout, tree, path).remove(mapping, key, emptied);
  }

  /// Gives an entry another value of any shape: `write-all` becomes a block of scopes.
  public Optional<List<Edit>> replaceBlock(YamlMapping mapping, String key, NewValue value) {
    if (refusedMapping(mapping)) {
      return Optional.empty();
    }
    return mapping
        .entry(key)
        .flatMap(entry -> new BlockEdits(layout, tree, path).replace(mapping, entry, value));
  }

  /// Puts a comment at the end of the line on which a scalar ends. A version comment there
  /// (`# v4`, `# tag=v4.1`) gives way; any other one stays behind the new one.
  ///
  /// @param comment without `#`, such as `v4.1.1`
  public Optional<List<Edit>> appendComment(YamlNode node, String comment) {
    if (refused(node)) {
      return Optional.empty();
    }
    return new Comments(layout, path).append(node, comment);
  }

  /// Pins: a new value and the comment that tells what it stands for.
  public Optional<List<Edit>> replaceScalar(YamlScalar scalar, String newValue, String comment) {
    return replaceScalar(scalar, newValue)
        .flatMap(
            edits ->
                appendComment(scalar, comment)
                    .map(more -> List.of(edits.getFirst(), more.getFirst())));
  }

  /// Whether the text of a node stands for other nodes too, or is not of this file.
  public boolean refused(YamlNode node) {
    return !tree.contains(node) || tree.shared(node);
  }

  private boolean refusedMapping(YamlMapping mapping) {
    return refused(mapping) || layout.hasExplicitKeys(mapping);
  }

  private Edit edit(Span span, String text) {
    return new Edit(path, span, text);
  }
}
