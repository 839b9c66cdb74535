package dev.sallyport.scan.flow;

import picocli.CommandLine;

/// Breaks the table of arrows on purpose: only the command line may know picocli.
public final class ForeignLibrary {

  private ForeignLibrary() {}

  public static String violation() {
    return CommandLine.VERSION;
  }

  public static CommandLine other() {
    return new CommandLine(new Object());
  }
}
