package dev.sallyport.control.audit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Has checkpoints cosigned that are published already, in a thread of its own: a witness that
/// hangs
/// holds up neither appending nor publishing. Where the quorum is required, the [Publisher] asks
/// itself, and there is nothing to do here.
///
/// No `log.cosigned` entry is written for it: each would make a checkpoint that has to be cosigned.
final class Cosigning implements AutoCloseable {

  private static final Duration RETRY = Duration.ofSeconds(10);
  private static final Duration END = Duration.ofSeconds(30);

  private final Publisher publisher;
  private final Object asking = new Object();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final @Nullable Thread thread;
  private boolean due = true;
  private boolean closed;
  private volatile @Nullable String problem;

  Cosigning(Publisher publisher, Cosigners cosigners) {
    this.publisher = publisher;
    thread =
        cosigners == Cosigners.NONE || cosigners.isRequired()
            ? null
            : Thread.ofPlatform().name("log-cosigning").daemon().start(this::run);
  }

  void published() {
    lock.lock();
    try {
      due = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Asks for what is published now.
  ///
  /// @return why the quorum is not met
  Optional<String> now() {
    synchronized (asking) {
      try {
        problem = publisher.cosign().orElse(null);
      } catch (RuntimeException e) {
        // The next try may be better; whatever it is, it must not end the thread unseen.
        problem = String.valueOf(e.getMessage());
      }
      return problem();
    }
  }

  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  private void run() {
    while (awaitDue()) {
      now();
    }
  }

  /// False when closed.
  private boolean awaitDue() {
    lock.lock();
    try {
      while (!due && !closed) {
        if (problem == null) {
          changed.awaitUninterruptibly();
        } else {
          due = !changed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS) || due;
        }
      }
      due = false;
      return !closed;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (thread != null) {
        thread.join(END);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
