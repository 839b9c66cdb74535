package dev.sallyport.scan.syntax.yaml;

import dev.sallyport.base.text.Span;

/// A node of a YAML document with its place in the text. An alias is the very node of its anchor,
/// so one node may hang in several places; a walk must not expect a tree of bounded size unless it
/// comes from [YamlParser], which bounds the expanded size too.
public sealed interface YamlNode permits YamlScalar, YamlMapping, YamlSequence {

  /// From the first character of the node (quotes, `|` or `-` included) to behind its last one.
  Span span();

  /// How many nodes a full walk from here meets, aliases counted every time.
  int expandedSize();

  /// "mapping", "sequence", or "scalar", for messages.
  String kind();
}
