package dev.sallyport.trust.witness;

import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.Decimal;
import dev.sallyport.trust.log.HashReader;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.NoteKey;
import dev.sallyport.trust.log.Proofs;
import dev.sallyport.trust.log.SignedNote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks one witness to cosign the checkpoints of one log (C2SP tlog-witness, "add-checkpoint"). It
/// remembers what the witness saw last, so that one request is usually enough. For one thread.
public final class WitnessClient {

  private static final int MAX_ANSWER = 64 * 1024;

  /// What came of it.
  public sealed interface Outcome {
    /// The note with the witness's signature, which was verified.
    record Cosigned(SignedNote note) implements Outcome {}

    /// @param status of HTTP; 200 when what came with it was not the signature of this witness
    record Refused(int status, String reason) implements Outcome {}
  }

  private record Answer(int status, String type, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8).strip();
    }
  }

  private final NoteKey key;
  private final URI endpoint;
  private final Duration timeout;
  private final HttpClient client;
  private long known;

  /// @param key of the witness
  /// @param prefix its submission prefix
  /// @param timeout for a request as a whole
  public WitnessClient(NoteKey key, URI prefix, Duration timeout) {
    this.key = key;
    this.endpoint =
        URI.create((prefix.toString().endsWith("/") ? prefix : prefix + "/") + "add-checkpoint");
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /// @param note a checkpoint that its log signed
  /// @param tree the hashes of the tree of that checkpoint
  /// @throws IOException when the witness cannot be reached
  public Outcome cosign(SignedNote note, HashReader tree) throws IOException {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    Answer answer = ask(note, checkpoint, tree, Math.min(known, checkpoint.size()));
    if (answer.status() == 409 && answer.type().equals(Witness.Answer.SIZE)) {
      long size;
      try {
        size = Decimal.parse(answer.text(), "size");
      } catch (MalformedLog e) {
        return new Outcome.Refused(409, e.reason());
      }
      known = size;
      if (size > checkpoint.size()) {
        return new Outcome.Refused(409, "it has seen %d entries already".formatted(size));
      }
      answer = ask(note, checkpoint, tree, size);
    }
    if (answer.status() != 200) {
      return new Outcome.Refused(answer.status(), answer.text());
    }
    return accepted(note, checkpoint.size(), answer.body());
  }

  /// "The client MUST ignore any cosignatures from unknown keys."
  private Outcome accepted(SignedNote note, long size, byte[] lines) {
    var both = new ByteArrayOutputStream();
    both.writeBytes(note.bytes());
    both.writeBytes(lines);
    try {
      var cosigned = SignedNote.parse(both.toByteArray());
      if (cosigned.verify(List.of(key)) instanceof SignedNote.Outcome.Verified) {
        known = size;
        SignedNote result = note;
        for (var signature : cosigned.signatures()) {
          if (signature.name().equals(key.name()) && signature.keyId() == key.id()) {
            result = result.with(signature);
          }
        }
        return new Outcome.Cosigned(result);
      }
      return new Outcome.Refused(200, "the answer is not a signature of " + key.name());
    } catch (MalformedLog e) {
      return new Outcome.Refused(200, "the answer is malformed: " + e.reason());
    }
  }

  private Answer ask(SignedNote note, Checkpoint checkpoint, HashReader tree, long old)
      throws IOException {
    var proof = Proofs.consistency(tree, old, checkpoint.size());
    var request =
        HttpRequest.newBuilder(endpoint)
            .timeout(timeout)
            .POST(BodyPublishers.ofByteArray(new AddCheckpoint(old, proof, note).bytes()))
            .build();
    HttpResponse<byte[]> response = send(request);
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body());
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    var answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("%s: %s".formatted(endpoint, e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("%s: no answer within %s".formatted(endpoint, timeout), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }
}
