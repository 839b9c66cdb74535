package dev.sallyport.cli.audit;

import dev.sallyport.base.text.Plain;
import dev.sallyport.trust.log.LogReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `sallyport audit show INDEX`: one entry on standard output, what proves it on standard error.
@Command(
    name = "show",
    description = "Print one entry, proven against the checkpoint.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "The entry alone goes to standard output; bytes that are not UTF-8 are printed",
      "as 'hex ...'.",
      "Exit codes: 0 right; 1 wrong; 2 wrong usage; 3 it could not be read."
    })
final class ShowCommand extends LogCall {

  @Parameters(index = "0", paramLabel = "INDEX", description = "Number of the entry, from 0.")
  private long index;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "LOG",
      description = "Directory or URL; default: the log of this user's server.")
  private @Nullable String log;

  @Mixin private LogTrust trust = new LogTrust();

  @Override
  int work() throws IOException {
    var policy = trust.read();
    var reader = LogReader.open(LogPlace.open(LogPlace.orOwn(log)), policy);
    var entry = Index.in(reader, index);
    err().println("checkpoint: " + described(reader.head()));
    err().println("entry %d, leaf hash %s, proven".formatted(index, entry.leaf()));
    err().flush();
    out().println(Plain.entry(entry.entry()));
    return Exit.RIGHT;
  }
}
