package dev.sallyport.scan.fix;

import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a node does not know itself: where it hangs, and whether it hangs in several places
/// because of an alias. Nodes are places, so all maps go by identity.
final class Tree {
  private static final int DEFAULT_STEP = 2;

  /// @param entry that the node is the key or value of; null for an item of a sequence
  record Parent(YamlNode node, @Nullable YamlEntry entry) {}

  private final Map<YamlNode, Parent> parents = new IdentityHashMap<>();
  private final Set<YamlNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<YamlNode> shared = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Layout layout;
  private int step;
  private int sequenceOffset = -1;

  Tree(@Nullable YamlNode root, Layout layout) {
    this.layout = layout;
    if (root != null) {
      visit(root);
    }
  }

  private void visit(YamlNode node) {
    if (!seen.add(node)) {
      share(node);
      return;
    }
    switch (node) {
      case YamlMapping mapping -> mapping.entries().forEach(entry -> visit(mapping, entry));
      case YamlSequence sequence ->
          sequence.items().forEach(item -> visitBelow(new Parent(sequence, null), item));
      case YamlScalar _ -> {}
    }
  }

  private void visit(YamlMapping mapping, YamlEntry entry) {
    Parent parent = new Parent(mapping, entry);
    visitBelow(parent, entry.key());
    visitBelow(parent, entry.value());
    if (!mapping.flow() && !aliased(entry)) {
      learn(layout.columnOf(mapping), entry.value());
    }
  }

  private void visitBelow(Parent parent, YamlNode node) {
    parents.putIfAbsent(node, parent);
    visit(node);
  }

  /// The first nested collections show how the file indents.
  private void learn(int column, YamlNode value) {
    if (step == 0 && Layout.blockMapping(value)) {
      step = Math.max(0, layout.columnOf(value) - column);
    }
    if (sequenceOffset < 0 && Layout.blockSequence(value)) {
      sequenceOffset = Math.max(0, layout.columnOf(value) - column);
    }
  }

  private void share(YamlNode node) {
    if (shared.add(node)) {
      Layout.children(node).forEach(this::share);
    }
  }

  boolean contains(YamlNode node) {
    return seen.contains(node);
  }

  /// Whether the same text stands for several nodes, so that an edit would change all of them.
  boolean shared(YamlNode node) {
    return shared.contains(node);
  }

  /// Whether an alias elsewhere needs something inside this node.
  boolean holdsShared(YamlNode node) {
    return shared(node) || Layout.children(node).stream().anyMatch(this::holdsShared);
  }

  boolean aliased(YamlEntry entry) {
    return entry.value().span().end() <= entry.key().span().start();
  }

  @Nullable Parent parent(YamlNode node) {
    return parents.get(node);
  }

  /// Whether it stands inside `{ }` or `[ ]`, where other characters are special.
  boolean inFlow(YamlNode node) {
    for (Parent at = parents.get(node); at != null; at = parents.get(at.node())) {
      if (isFlow(at.node())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFlow(YamlNode node) {
    return switch (node) {
      case YamlMapping mapping -> mapping.flow();
      case YamlSequence sequence -> sequence.flow();
      case YamlScalar _ -> false;
    };
  }

  /// How much deeper the mappings below the values of this mapping stand.
  int step(YamlMapping mapping) {
    if (!mapping.flow()) {
      int column = layout.columnOf(mapping);
      for (YamlEntry entry : mapping.entries()) {
        if (!aliased(entry) && Layout.blockMapping(entry.value())) {
          int found = layout.columnOf(entry.value()) - column;
          if (found > 0) {
            return found;
          }
        }
      }
    }
    return step > 0 ? step : DEFAULT_STEP;
  }

  /// How much deeper than its key a sequence stands in this file: 0 or a step.
  int sequenceOffset() {
    return sequenceOffset >= 0 ? sequenceOffset : DEFAULT_STEP;
  }
}
