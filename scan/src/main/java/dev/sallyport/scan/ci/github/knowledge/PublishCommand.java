package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;

/// A command that publishes, and the long-lived credentials it can be given although the run's
/// identity token would do.
///
/// @param words follow the program in this order
/// @param variables environment variables that hold such a credential
/// @param options hand it over on the command line
/// @param target what it opens, such as `PyPI`
/// @param registry part of the address of the registry for which this holds, when one is named
/// @param instead what to do
public record PublishCommand(
    String command,
    List<String> words,
    List<String> variables,
    List<String> options,
    String target,
    String registry,
    String instead) {

  public PublishCommand {
    words = List.copyOf(words);
    variables = List.copyOf(variables);
    options = List.copyOf(options);
  }

  static PublishCommand read(Sheet.Row row) {
    return new PublishCommand(
        row.filled("command"),
        row.words("words"),
        row.list("variables"),
        row.list("options"),
        row.filled("target"),
        row.filled("registry"),
        row.filled("instead"));
  }
}
