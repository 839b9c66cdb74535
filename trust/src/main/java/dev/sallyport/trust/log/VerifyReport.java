package dev.sallyport.trust.log;

import java.util.List;
import java.util.Optional;

/// What a verification found.
///
/// @param checkpoint that the log was measured against; empty when there is no valid one
/// @param entries read and hashed in this run, those beyond the checkpoint included
/// @param files read in this run
/// @param problems none when the log is what its checkpoint says; sorted, at most 1,000
/// @param remarks what is there but proves nothing, such as files beyond the checkpoint
/// @param state where the next run may go on; only when there is no problem
public record VerifyReport(
    Optional<VerifiedCheckpoint> checkpoint,
    long entries,
    long files,
    List<LogProblem> problems,
    List<LogProblem> remarks,
    Optional<VerifierState> state) {

  public VerifyReport {
    problems = List.copyOf(problems);
    remarks = List.copyOf(remarks);
  }

  public boolean isClean() {
    return checkpoint.isPresent() && problems.isEmpty();
  }
}
