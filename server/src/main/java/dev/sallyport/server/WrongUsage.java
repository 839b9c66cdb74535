package dev.sallyport.server;

import dev.sallyport.base.text.Suggest;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// A command line that cannot be read: one line that says what is wrong, and the nearest word that
/// exists.
final class WrongUsage implements IParameterExceptionHandler {

  private static final int USAGE = 2;

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine line = wrong.getCommandLine();
    String help = line.getCommandSpec().qualifiedName() + " --help";
    PrintWriter err = line.getErr();
    err.println("sallyport: " + sentence(wrong, line) + " ('" + help + "' tells more)");
    err.flush();
    return USAGE;
  }

  private static String sentence(ParameterException wrong, CommandLine line) {
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched.getUnmatched().getFirst(), line);
    }
    String message = String.valueOf(wrong.getMessage()).strip().lines().findFirst().orElse("");
    return message.isEmpty()
        ? "the command line cannot be read"
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private static String unmatched(String given, CommandLine line) {
    String name = line.getCommandName();
    if (given.startsWith("-") && given.length() > 1) {
      int equals = given.indexOf('=');
      String option = equals < 0 ? given : given.substring(0, equals);
      List<String> options = List.copyOf(line.getCommandSpec().optionsMap().keySet());
      // One letter is as near to any other.
      String hint = option.startsWith("--") ? Suggest.hint(option, options) : "";
      return "'" + name + "' has no option '" + option + "'" + hint;
    }
    return line.getSubcommands().isEmpty()
        ? "'" + name + "' has no use for '" + given + "'"
        : "there is no command '"
            + given
            + "'"
            + Suggest.hint(given, line.getSubcommands().keySet());
  }
}
