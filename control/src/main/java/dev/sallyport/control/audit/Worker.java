package dev.sallyport.control.audit;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A thread of its own and what it waits for: something to do, time to pass, the end. State that it
/// shares with others is read and changed in [#locked(Supplier)].
final class Worker {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final String name;
  private @Nullable Thread thread;
  private boolean closed;

  Worker(String name) {
    this.name = name;
  }

  void start(Runnable body) {
    thread = Thread.ofPlatform().name(name).daemon().start(body);
  }

  /// Runs the action alone; whoever waits looks again afterwards.
  <T extends @Nullable Object> T locked(Supplier<T> action) {
    lock.lock();
    try {
      T result = action.get();
      changed.signalAll();
      return result;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there is something to do or this is closed, then runs the action alone.
  ///
  /// @param ready whether there is something to do
  <T> T await(BooleanSupplier ready, Supplier<T> action) {
    lock.lock();
    try {
      while (!ready.getAsBoolean() && !closed) {
        changed.awaitUninterruptibly();
      }
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /// Lets time pass, by a clock that nobody can step; ends early when this is closed.
  void rest(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// Tells the thread to end and waits for it.
  ///
  /// @param patience how long at most
  void close(Duration patience) {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (thread != null) {
        thread.join(patience);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
