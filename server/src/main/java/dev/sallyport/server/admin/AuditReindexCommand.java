package dev.sallyport.server.admin;

import dev.sallyport.control.audit.SearchIndex;
import java.util.Map;
import picocli.CommandLine.Command;

/// `sallyport audit reindex`: what searching needs, made again from the entries.
@Command(
    name = "reindex",
    description = "Make the tables for searching again from the entries of this machine's log.",
    mixinStandardHelpOptions = true)
final class AuditReindexCommand extends StateCommand {

  AuditReindexCommand(Map<String, String> environment) {
    super(environment, "not done");
  }

  @Override
  int work(Installation installation) {
    long entries = new SearchIndex(installation.database()).rebuild();
    out().println(entries + " entries can be searched");
    return ExitCode.OK;
  }
}
