package dev.sallyport.trust.log;

import dev.sallyport.trust.log.LogProblem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/// One verification. Bundles are hashed in parallel, a few at a time, and taken in order; the
/// levels
/// above are computed as they come.
final class VerifierRun {

  /// Bundles at a time: of 1 KiB entries they are 8 MiB, whatever the size of the log.
  private static final int CHUNK = 32;

  /// How many bundles beyond the checkpoint are looked for at a time.
  private static final int LOOK_AHEAD = 8;

  private final LogSource source;
  private final WitnessPolicy policy;
  private final LogVerifier.Listener listener;
  private final Findings findings = new Findings();

  VerifierRun(LogSource source, WitnessPolicy policy, LogVerifier.Listener listener) {
    this.source = source;
    this.policy = policy;
    this.listener = listener;
  }

  VerifyReport run(Optional<VerifierState> from) {
    Optional<VerifiedCheckpoint> head = checkpoint();
    if (head.isEmpty() || !continues(head.get().checkpoint(), from)) {
      return report(head, 0, Optional.empty());
    }
    Checkpoint checkpoint = head.get().checkpoint();
    var forms = new TileForms(source, findings);
    var tree = new VerifiedTree(checkpoint, from, forms, findings);
    read(tree, new BundleCheck(forms, findings), from.map(VerifierState::position).orElse(0L));
    tree.finish();
    if (source.lists() && !tree.isCutShort()) {
      new Strays(source, findings, tree).find();
    }
    return report(head, tree.entries(), tree.state());
  }

  private void read(VerifiedTree tree, BundleCheck check, long position) {
    long size = tree.size();
    try (var executor =
        Executors.newFixedThreadPool(
            Math.max(1, source.parallelism()), Thread.ofVirtual().factory())) {
      boolean more = true;
      for (long first = position / TilePath.FULL; more; ) {
        int count = count(first, size);
        more = count > 0 && take(submit(tree, check, executor, first, count), tree);
        first += count;
        listener.progress(Math.min(tree.position(), size), size);
        if (more && tree.position() < size && findings.isClean()) {
          listener.state(tree.intermediate());
        }
      }
    }
  }

  private int count(long first, long size) {
    long left = (size + TilePath.FULL - 1) / TilePath.FULL - first;
    return left > 0 ? (int) Math.min(CHUNK, left) : source.lists() ? LOOK_AHEAD : 0;
  }

  private static List<CompletableFuture<BundleCheck.Result>> submit(
      VerifiedTree tree, BundleCheck check, Executor executor, long first, int count) {
    var results = new ArrayList<CompletableFuture<BundleCheck.Result>>(count);
    for (int i = 0; i < count; i++) {
      long index = first + i;
      int required = tree.required(0, index);
      results.add(CompletableFuture.supplyAsync(() -> check.check(index, required), executor));
    }
    return results;
  }

  private static boolean take(
      List<CompletableFuture<BundleCheck.Result>> results, VerifiedTree tree) {
    try {
      for (var result : results) {
        if (!tree.take(result.join())) {
          return false;
        }
      }
      return true;
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    } finally {
      results.forEach(result -> result.cancel(false));
    }
  }

  private Optional<VerifiedCheckpoint> checkpoint() {
    Optional<byte[]> bytes;
    try {
      bytes = source.read(LogFiles.CHECKPOINT, SignedNote.MAX_BYTES);
    } catch (MalformedLog e) {
      findings.add(Kind.CHECKPOINT, LogFiles.CHECKPOINT, e.reason());
      return Optional.empty();
    }
    if (bytes.isEmpty()) {
      findings.add(Kind.CHECKPOINT, LogFiles.CHECKPOINT, "missing");
      return Optional.empty();
    }
    findings.fileRead();
    return switch (policy.check(bytes.get())) {
      case WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint accepted) -> Optional.of(accepted);
      case WitnessPolicy.Outcome.Refused(String reason) -> {
        boolean signed =
            policy.withoutQuorum().check(bytes.get()) instanceof WitnessPolicy.Outcome.Accepted;
        findings.add(signed ? Kind.QUORUM : Kind.CHECKPOINT, LogFiles.CHECKPOINT, reason);
        yield Optional.empty();
      }
    };
  }

  private boolean continues(Checkpoint now, Optional<VerifierState> from) {
    if (from.isEmpty()) {
      return true;
    }
    VerifierState state = from.get();
    long seen = Math.max(state.position(), state.last().map(Checkpoint::size).orElse(0L));
    if (!state.origin().equals(now.origin())) {
      history("the log is %s, verified before was %s".formatted(now.origin(), state.origin()));
      return false;
    }
    if (now.size() < seen) {
      history("size %d, but %d entries were there before".formatted(now.size(), seen));
      return false;
    }
    return true;
  }

  private void history(String detail) {
    findings.add(Kind.HISTORY, LogFiles.CHECKPOINT, detail);
  }

  private VerifyReport report(
      Optional<VerifiedCheckpoint> head, long entries, Optional<VerifierState> state) {
    return new VerifyReport(
        head,
        entries,
        findings.files(),
        findings.problems(),
        findings.remarks(),
        findings.isClean() ? state : Optional.empty());
  }
}
