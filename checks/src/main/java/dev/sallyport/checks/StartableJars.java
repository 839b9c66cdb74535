package dev.sallyport.checks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Prepares jars for a fast start: what an AOT cache cannot keep is rewritten into what it can, by
/// [ModernClasses] and [PlainSwitches]. What the classes do stays the same, and a jar that needs
/// neither is not touched.
///
/// Started from source, before the jars are first used.
public final class StartableJars {
  private final ClassFile format;

  private StartableJars(Map<String, byte[]> classes) {
    // Stack maps name common superclasses, so the writer must know those of all the jars.
    var resolver =
        ClassHierarchyResolver.ofResourceParsing(
                type -> {
                  String name = type.descriptorString();
                  byte[] bytes = classes.get(name.substring(1, name.length() - 1) + ".class");
                  return bytes == null ? null : new ByteArrayInputStream(bytes);
                })
            .orElse(ClassHierarchyResolver.defaultResolver());
    format =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(resolver));
  }

  /// @param args jars, changed in place where that makes them start faster
  public static void main(String[] args) throws IOException {
    Map<Path, Map<String, byte[]>> jars = new LinkedHashMap<>();
    Map<String, byte[]> all = new HashMap<>();
    for (String arg : args) {
      Map<String, byte[]> classes = read(Path.of(arg));
      jars.put(Path.of(arg), classes);
      all.putAll(classes);
    }
    var prepared = new StartableJars(all);
    for (var jar : jars.entrySet()) {
      Map<String, byte[]> changed = prepared.changed(jar.getValue());
      if (!changed.isEmpty()) {
        write(jar.getKey(), changed);
      }
    }
  }

  private Map<String, byte[]> changed(Map<String, byte[]> classes) {
    Map<String, byte[]> changed = new HashMap<>();
    classes.forEach(
        (name, bytes) -> {
          if (ModernClasses.isOld(bytes)) {
            changed.put(name, ModernClasses.modern(format, bytes));
          } else if (PlainSwitches.mayConcern(bytes)) {
            changed.put(name, PlainSwitches.plain(format, bytes));
          }
        });
    return changed;
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    try (var zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (entry.getName().endsWith(".class")) {
          try (InputStream in = zip.getInputStream(entry)) {
            classes.put(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
    return classes;
  }

  private static void write(Path jar, Map<String, byte[]> changed) throws IOException {
    Path rewritten = jar.resolveSibling(jar.getFileName() + ".new");
    try (var zip = new ZipFile(jar.toFile());
        var out = new ZipOutputStream(Files.newOutputStream(rewritten))) {
      for (ZipEntry entry : zip.stream().toList()) {
        var copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        out.putNextEntry(copy);
        byte[] bytes = changed.get(entry.getName());
        if (bytes == null) {
          try (InputStream in = zip.getInputStream(entry)) {
            in.transferTo(out);
          }
        } else {
          out.write(bytes);
        }
      }
    }
    Files.move(rewritten, jar, StandardCopyOption.ATOMIC_MOVE);
  }
}
