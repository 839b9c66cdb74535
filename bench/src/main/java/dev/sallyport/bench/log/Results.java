package dev.sallyport.bench.log;

import java.util.List;

/// Everything that was measured.
///
/// @param leaf bytes of an entry
/// @param stages one for each size of the plan
/// @param readAll seconds that PostgreSQL takes to hand over all entries
/// @param filling appends on the way to the last size
/// @param visible how long a committed row waits for its reader in PostgreSQL alone
/// @param seconds that all of it took
record Results(
    Plan plan,
    Machine machine,
    int leaf,
    Growth growth,
    TwoProcesses two,
    FreshProofs fresh,
    OldProofs old,
    Opening opening,
    List<Stage> stages,
    double readAll,
    Speed filling,
    Speed visible,
    double seconds) {

  Results {
    stages = List.copyOf(stages);
  }

  /// At one size of the log.
  record Stage(int size, Memory memory, Verification verification) {}

  Stage last() {
    return stages.getLast();
  }
}
