package dev.sallyport.scan.ci.github;

import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;

/// Reads which events start a workflow and what they hand in.
final class TriggerReader {
  private final NodeReader read;

  TriggerReader(NodeReader read) {
    this.read = read;
  }

  /// The events of `on:`, in each of its forms.
  List<Trigger> all(YamlNode node) {
    List<Trigger> out = new ArrayList<>();
    switch (node) {
      case YamlScalar scalar -> out.add(bare(scalar));
      case YamlSequence list -> {
        for (YamlNode item : list.items()) {
          if (item instanceof YamlScalar scalar) {
            out.add(bare(scalar));
          }
        }
      }
      case YamlMapping mapping -> mapping.entries().forEach(entry -> out.add(trigger(entry)));
    }
    return out;
  }

  private Trigger bare(YamlScalar name) {
    knownEvent(name);
    return new Trigger(name.value(), name.span(), null, List.of(), List.of(), List.of(), Vars.NONE);
  }

  private void knownEvent(YamlScalar name) {
    if (!Keys.EVENTS.contains(name.value())) {
      read.troubles()
          .add(
              new GithubFile.Trouble(
                  GithubFile.Trouble.Kind.UNKNOWN_KEY,
                  name.span(),
                  "'" + name.value() + "' is no event that starts workflows"));
    }
  }

  private Trigger trigger(YamlEntry entry) {
    knownEvent(entry.key());
    if (!(entry.value() instanceof YamlMapping config)) {
      return new Trigger(
          entry.key().value(),
          entry.key().span(),
          null,
          List.of(),
          List.of(),
          List.of(),
          Vars.NONE);
    }
    read.known(config, Keys.TRIGGER, "the event '" + entry.key().value() + "'");
    List<Trigger.Filter> filters = new ArrayList<>();
    for (YamlEntry filter : config.entries()) {
      List<Text> values = read.texts(filter.value());
      if (!values.isEmpty()) {
        filters.add(new Trigger.Filter(filter.key().value(), filter.span(), values));
      }
    }
    return new Trigger(
        entry.key().value(),
        entry.key().span(),
        config,
        filters,
        declared(config, "inputs"),
        declared(config, "secrets"),
        read.vars(config, "outputs"));
  }

  /// Inputs or secrets, of an event or an action.
  List<Declared> declared(YamlMapping parent, String key) {
    List<Declared> out = new ArrayList<>();
    for (YamlEntry entry : read.mapping(parent, key).map(YamlMapping::entries).orElse(List.of())) {
      YamlMapping node = entry.value() instanceof YamlMapping mapping ? mapping : null;
      out.add(
          new Declared(
              entry.key().value(),
              entry.key().span(),
              NodeReader.plain(node, "type"),
              NodeReader.plain(node, "required").equals("true"),
              node == null ? null : read.text(node, "default"),
              node == null
                  ? List.of()
                  : read.texts(node.get("options").orElse(null)).stream().map(Text::value).toList(),
              NodeReader.plain(node, "description")));
    }
    return out;
  }
}
