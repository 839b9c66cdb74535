package dev.sallyport.checks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Rewrites classes of before Java 6 in a jar to the format of Java 8. The JVM checks the old
/// format with its old verifier, which is slow, and does not keep such classes in an AOT cache; one
/// library in it costs a tenth of a second at each start. Every instruction stays; only the stack
/// maps (JVMS 4.7.4), which the format asks for, are added. The JVM verifies the outcome as it does
/// any class.
///
/// Runs alone, as a single source file.
public final class ModernClasses {

  private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

  private ModernClasses() {}

  /// @param args jars, changed in place where they hold old classes
  public static void main(String[] args) throws IOException {
    for (String arg : args) {
      Path jar = Path.of(arg);
      if (hasOldClasses(jar)) {
        Path rewritten = jar.resolveSibling(jar.getFileName() + ".new");
        rewrite(jar, rewritten);
        Files.move(rewritten, jar, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  static boolean hasOldClasses(Path jar) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (entry.getName().endsWith(".class") && isOld(head(zip, entry))) {
          return true;
        }
      }
      return false;
    }
  }

  static void rewrite(Path jar, Path target) throws IOException {
    try (var zip = new ZipFile(jar.toFile());
        var out = new ZipOutputStream(Files.newOutputStream(target))) {
      ClassFile format = format(zip);
      for (ZipEntry entry : zip.stream().toList()) {
        var copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copy);
        byte[] bytes = read(zip, entry);
        boolean old = entry.getName().endsWith(".class") && isOld(bytes);
        out.write(old ? modern(format, bytes) : bytes);
      }
    }
  }

  /// Stack maps name common superclasses, so the writer must know those of the jar itself.
  private static ClassFile format(ZipFile zip) {
    var resolver =
        ClassHierarchyResolver.ofResourceParsing(
                type -> {
                  String name = type.descriptorString();
                  ZipEntry entry =
                      zip.getEntry(name.substring(1, name.length() - 1).concat(".class"));
                  return entry == null ? null : stream(zip, entry);
                })
            .orElse(ClassHierarchyResolver.defaultResolver());
    return ClassFile.of(
        StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(resolver));
  }

  private static byte[] modern(ClassFile format, byte[] bytes) {
    // Passing the instructions on one by one makes the writer lay the methods out anew.
    var instructions =
        ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
    var version = ClassTransform.endHandler(type -> type.withVersion(ClassFile.JAVA_8_VERSION, 0));
    return format.transformClass(format.parse(bytes), instructions.andThen(version));
  }

  private static boolean isOld(byte[] type) {
    return type.length > 7 && ((type[6] & 255) << 8 | type[7] & 255) < FIRST_WITH_STACK_MAPS;
  }

  private static byte[] head(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readNBytes(8);
    }
  }

  private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static InputStream stream(ZipFile zip, ZipEntry entry) {
    try {
      return zip.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
