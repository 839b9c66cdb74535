package dev.sallyport.bench.log;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// Lets the system forget what it keeps of a file in memory: posix_fadvise(2),
/// `POSIX_FADV_DONTNEED`. The JDK has no call for it. It holds for pages that are written
/// already; the files of a log are synced.
final class FileCache {

  private static final int READ_ONLY = 0;
  private static final int DONT_NEED = 4;

  private final MethodHandle open =
      function(
          "open",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private final MethodHandle advise =
      function(
          "posix_fadvise",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));
  private final MethodHandle close =
      function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  @SuppressWarnings("restricted") // three plain functions of the C library
  private static MethodHandle function(String name, FunctionDescriptor form) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form);
  }

  /// @throws IllegalStateException when the system refuses
  void forget(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      int descriptor = (int) open.invokeExact(arena.allocateFrom(file.toString()), READ_ONLY);
      int refused = (int) advise.invokeExact(descriptor, 0L, 0L, DONT_NEED);
      int unclosed = (int) close.invokeExact(descriptor);
      if (descriptor < 0 || refused != 0 || unclosed != 0) {
        throw new IllegalStateException("the system does not forget " + file);
      }
    } catch (Throwable e) { // what a method handle declares
      throw new IllegalStateException(e);
    }
  }
}
