package dev.sallyport.cli.audit;

import dev.sallyport.base.text.Plain;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.VerifiedCheckpoint;
import dev.sallyport.trust.log.VerifiedSignature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What all commands on logs share: one line on standard error for each way to fail, and its code.
abstract class LogCall implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  /// Does the work.
  ///
  /// @return the exit code
  abstract int work() throws IOException;

  @Override
  public final Integer call() {
    try {
      return work();
    } catch (UsageProblem e) {
      return failed(Exit.USAGE, e);
    } catch (MalformedLog | LogConflict e) {
      return failed(Exit.WRONG, e);
    } catch (UncheckedIOException e) {
      complain(unreadable(e));
      return Exit.UNREADABLE;
    } catch (IOException e) {
      return failed(Exit.UNREADABLE, e);
    } finally {
      out().flush();
      err().flush();
    }
  }

  /// Why nothing can be said about the log.
  static String unreadable(UncheckedIOException e) {
    if (e instanceof NoLog) {
      return String.valueOf(e.getMessage());
    }
    IOException cause = e.getCause();
    // Without a message of its own it has the name of the cause's class.
    if (cause == null || !cause.toString().equals(e.getMessage())) {
      return "could not be read: " + e.getMessage();
    }
    return "could not be read: " + reason(cause);
  }

  private int failed(int code, Exception e) {
    complain(code == Exit.UNREADABLE ? "could not be read: " + reason(e) : reason(e));
    return code;
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    // The messages of file exceptions are bare file names, and network ones may be empty.
    return message == null || e instanceof FileSystemException ? e.toString() : message;
  }

  /// One line on standard error, after the name of the command.
  final void complain(String text) {
    err().println("sallyport: %s: %s".formatted(name(), Plain.line(text)));
    err().flush();
  }

  private String name() {
    return line().getCommandSpec().qualifiedName(" ").replaceFirst("^sallyport ", "");
  }

  final PrintWriter out() {
    return line().getOut();
  }

  final PrintWriter err() {
    return line().getErr();
  }

  private CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }

  /// What a checkpoint says and who signed it.
  static String described(VerifiedCheckpoint head) {
    Checkpoint checkpoint = head.checkpoint();
    return Plain.line(
        "%s, %d entries, root %s, signed by %s"
            .formatted(
                checkpoint.origin(),
                checkpoint.size(),
                checkpoint.root(),
                head.signatures().stream()
                    .map(VerifiedSignature::toString)
                    .collect(Collectors.joining(", "))));
  }
}
