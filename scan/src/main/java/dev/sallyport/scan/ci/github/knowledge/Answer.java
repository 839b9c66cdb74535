package dev.sallyport.scan.ci.github.knowledge;

import dev.sallyport.base.model.finding.Reach;

/// What the forge answers with when a command or a script asks it.
///
/// @param source a `gh` command, a path of the REST API behind the repository, or an Octokit method
/// @param within stands in front of the paths of the answer's fields
/// @param content of the answer as a whole
/// @param reach the weakest person who can put text into it
public record Answer(
    String source, String within, UntrustedOutput.Content content, Reach reach, String why) {

  static Answer read(Sheet.Row row) {
    return new Answer(
        row.filled("source"),
        row.text("within"),
        row.keyword("content", UntrustedOutput.Content.class),
        row.keyword("reach", Reach.class),
        row.filled("why"));
  }
}
