package dev.sallyport.server.witness;

import dev.sallyport.base.text.Plain;
import dev.sallyport.control.audit.Cosigners;
import dev.sallyport.trust.log.HashReader;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.NoteKey;
import dev.sallyport.trust.log.SignedNote;
import dev.sallyport.trust.log.WitnessPolicy;
import dev.sallyport.trust.log.WitnessPolicy.Member;
import dev.sallyport.trust.witness.WitnessClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// The witnesses of a policy file (C2SP tlog-policy), asked all at once over HTTP (C2SP
/// tlog-witness). One that is down, hangs or refuses is a warning, told once until it changes.
public final class WitnessQuorum implements Cosigners {

  /// Characters of what a witness says that are shown; a reason needs no more.
  private static final int SHOWN = 300;

  private final WitnessPolicy policy;
  private final Map<Member.Witness, WitnessClient> clients;
  private final boolean required;
  private final Consumer<String> warnings;

  /// What each witness was last complained about.
  private final Map<String, String> troubles = new ConcurrentHashMap<>();

  private WitnessQuorum(
      WitnessPolicy policy,
      Map<Member.Witness, WitnessClient> clients,
      boolean required,
      Consumer<String> warnings) {
    this.policy = policy;
    this.clients = clients;
    this.required = required;
    this.warnings = warnings;
  }

  /// @param file bytes of the policy file; its `log` lines are not used
  /// @param log key of this log
  /// @param required whether a checkpoint without the quorum is kept back
  /// @param timeout for a request to a witness; there are at most two
  /// @param warnings called by several threads
  /// @throws MalformedLog for a file that is no policy, or nobody could be asked for
  public static WitnessQuorum of(
      byte[] file, NoteKey log, boolean required, Duration timeout, Consumer<String> warnings) {
    WitnessPolicy policy = WitnessPolicy.parse(file).forLog(log);
    if (policy.quorum().isEmpty()) {
      throw new MalformedLog("'quorum none': there is nothing to ask witnesses for");
    }
    var clients = new LinkedHashMap<Member.Witness, WitnessClient>();
    for (Member.Witness witness : policy.witnesses()) {
      witness
          .url()
          .ifPresent(
              url -> clients.put(witness, new WitnessClient(witness.key(), uri(url), timeout)));
    }
    if (clients.isEmpty()) {
      throw new MalformedLog("no line 'witness NAME KEY URL' has a URL");
    }
    return new WitnessQuorum(policy, clients, required, warnings);
  }

  private static URI uri(String text) {
    try {
      var uri = new URI(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getQuery() == null) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Said below.
    }
    throw new MalformedLog("the URL of a witness is like https://witness.example/, not " + text);
  }

  @Override
  public boolean isRequired() {
    return required;
  }

  @Override
  public Optional<String> missing(SignedNote note) {
    return switch (policy.check(note)) {
      case WitnessPolicy.Outcome.Accepted _ -> Optional.empty();
      case WitnessPolicy.Outcome.Refused(String reason) -> Optional.of(reason);
    };
  }

  @Override
  public SignedNote ask(SignedNote note, HashReader tree) {
    var answers = new LinkedHashMap<Member.Witness, Future<Optional<SignedNote>>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      clients.forEach(
          (witness, client) ->
              answers.put(witness, threads.submit(() -> ask(witness, client, note, tree))));
    } // waits for all of them, which have limits of their own
    SignedNote cosigned = note;
    for (var answer : answers.entrySet()) {
      Optional<SignedNote> one = result(answer.getValue());
      if (one.isPresent()) {
        cosigned = withSignature(cosigned, one.get(), answer.getKey().key());
      }
    }
    return cosigned;
  }

  private static Optional<SignedNote> result(Future<Optional<SignedNote>> answer) {
    try {
      return answer.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static SignedNote withSignature(SignedNote all, SignedNote one, NoteKey key) {
    SignedNote result = all;
    for (var line : one.signatures()) {
      if (line.name().equals(key.name()) && line.keyId() == key.id()) {
        result = result.with(line);
      }
    }
    return result;
  }

  private Optional<SignedNote> ask(
      Member.Witness witness, WitnessClient client, SignedNote note, HashReader tree) {
    try {
      return switch (client.cosign(note, tree)) {
        case WitnessClient.Outcome.Cosigned(SignedNote cosigned) -> {
          if (troubles.remove(witness.name()) != null) {
            warnings.accept("witness %s: cosigns again".formatted(witness.name()));
          }
          yield Optional.of(cosigned);
        }
        case WitnessClient.Outcome.Refused(int status, String reason) ->
            trouble(witness, "refused (%d): %s".formatted(status, reason));
      };
    } catch (IOException | UncheckedIOException | MalformedLog e) {
      return trouble(witness, "could not be asked: " + e.getMessage());
    }
  }

  /// @param said by the witness, perhaps, so it may be anything
  private Optional<SignedNote> trouble(Member.Witness witness, String said) {
    String what = shown(said);
    if (!what.equals(troubles.put(witness.name(), what))) {
      warnings.accept("witness %s: %s".formatted(witness.name(), what));
    }
    return Optional.empty();
  }

  private static String shown(String said) {
    String plain = Plain.line(said);
    return plain.codePointCount(0, plain.length()) <= SHOWN
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, SHOWN)) + "…";
  }

  /// Those that did not cosign when they were last asked, by name, with the reason.
  public List<String> troubles() {
    var lines = new ArrayList<String>();
    troubles.forEach((name, what) -> lines.add("%s: %s".formatted(name, what)));
    lines.sort(null);
    return lines;
  }
}
