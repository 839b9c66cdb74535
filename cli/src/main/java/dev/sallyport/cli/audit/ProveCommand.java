package dev.sallyport.cli.audit;

import dev.sallyport.trust.log.LogReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sallyport audit prove INDEX`: a proof for those who never see the log.
@Command(
    name = "prove",
    description = "Write the proof that an entry is in the log (C2SP tlog-proof).",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "The proof carries the entry as its extra data, so that 'audit check-proof",
      "FILE' needs nothing else; --bare leaves it out, for entries that not everybody",
      "may read.",
      "Exit codes: 0 written; 1 the log is wrong; 2 wrong usage; 3 it could not be",
      "read."
    })
final class ProveCommand extends LogCall {

  @Parameters(index = "0", paramLabel = "INDEX", description = "Number of the entry, from 0.")
  private long index;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "LOG",
      description = "Directory or URL; default: the log of this user's server.")
  private @Nullable String log;

  @Mixin private LogTrust trust = new LogTrust();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Default: entry-INDEX.tlog-proof.")
  private @Nullable Path output;

  @Option(names = "--bare", description = "Without the entry itself.")
  private boolean bare;

  @Override
  int work() throws IOException {
    var policy = trust.read();
    var reader = LogReader.open(LogPlace.open(LogPlace.orOwn(log)), policy);
    Index.check(reader, index);
    byte[] proof = reader.prove(index, !bare).bytes();
    Path file = output == null ? Path.of("entry-%d.tlog-proof".formatted(index)) : output;
    DurableFile.replace(file, proof);
    out().println("checkpoint: " + described(reader.head()));
    out().println("wrote %s: entry %d, %d bytes".formatted(file, index, proof.length));
    return Exit.RIGHT;
  }
}
