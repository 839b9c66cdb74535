package dev.sallyport.scan.source;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Reads files into [SourceText]s: each once, up to a size, strictly decoded. Not for two threads
/// at once: it keeps one message digest. [#all] reads many on all processors.
public final class Reading {

  public sealed interface Outcome {
    record Text(SourceText source, Decoding.Encoding encoding) implements Outcome {}

    record Unread(Problem problem) implements Outcome {}
  }

  /// Below so many files a second thread costs more than it brings.
  private static final int WORTH_A_THREAD = 16;

  private final int limit;
  private final MessageDigest digest;

  public Reading(Limits limits) {
    this.limit = limits.bytes();
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /// All files of a listing, in its order; what could not be read joins the listing's problems.
  public static Sources all(Listing listing, Limits limits) {
    Outcome[] outcomes = new Outcome[listing.files().size()];
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          Reading reading = new Reading(limits);
          for (int i = next.getAndIncrement(); i < outcomes.length; i = next.getAndIncrement()) {
            outcomes[i] = reading.read(listing.files().get(i));
          }
        };
    List<Thread> helpers = new ArrayList<>();
    int threads =
        Math.min(Runtime.getRuntime().availableProcessors(), outcomes.length / WORTH_A_THREAD);
    for (int i = 1; i < threads; i++) {
      // Not virtual: file channels hold their carrier thread anyway.
      helpers.add(Thread.ofPlatform().daemon().name("reading-" + i).start(work));
    }
    work.run();
    helpers.forEach(Reading::join);
    return sources(listing, outcomes);
  }

  public Outcome read(Listing.Entry entry) {
    return switch (Bytes.read(entry.file(), limit)) {
      case Bytes.Read.Whole(byte[] bytes) -> text(entry.path(), bytes);
      case Bytes.Read.TooLarge(long size) -> tooLarge(entry.path(), size + " bytes");
      case Bytes.Read.Refused(String why) -> unread(entry.path(), 0, Target.sentence(why));
    };
  }

  /// What a stream holds, under a name that the user gives it: `sallyport scan -`.
  public Outcome read(String path, InputStream in) {
    try {
      byte[] bytes = in.readNBytes(limit + 1);
      return bytes.length > limit
          ? tooLarge(path, "more than " + limit + " bytes")
          : text(path, bytes);
    } catch (IOException e) {
      return unread(path, 0, Target.sentence(Bytes.why(e)));
    }
  }

  /// Bytes that are in memory already, such as a blob of a git revision.
  public Outcome text(String path, byte[] bytes) {
    if (bytes.length > limit) {
      return tooLarge(path, bytes.length + " bytes");
    }
    return switch (Decoding.decode(bytes)) {
      case Decoding.Decoded.Text(String text, Decoding.Encoding encoding) -> {
        String contentId = HexFormat.of().formatHex(digest.digest(bytes));
        yield new Outcome.Text(new SourceText(path, text, contentId), encoding);
      }
      case Decoding.Decoded.NotText(int line, String why) -> unread(path, line, why);
    };
  }

  private Outcome tooLarge(String path, String size) {
    return unread(path, 0, "Has " + size + "; files of up to " + limit + " are read.");
  }

  private static Outcome unread(String path, int line, String message) {
    return new Outcome.Unread(Problem.incomplete(path, line, message));
  }

  private static Sources sources(Listing listing, Outcome[] outcomes) {
    List<SourceText> texts = new ArrayList<>();
    List<Problem> problems = new ArrayList<>(listing.problems());
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Text(SourceText source, _) -> texts.add(source);
        case Outcome.Unread(Problem problem) -> problems.add(problem);
      }
    }
    problems.sort(Problem.ORDER);
    return new Sources(texts, problems);
  }

  private static void join(Thread helper) {
    boolean interrupted = false;
    while (helper.isAlive()) {
      try {
        helper.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
