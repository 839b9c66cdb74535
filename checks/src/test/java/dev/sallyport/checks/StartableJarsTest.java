package dev.sallyport.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class StartableJarsTest {

  @TempDir Path folder;

  @Test
  void everyClassIsNewVerifiesAndKeepsItsMembers() throws Exception {
    URI library = CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path jar = Files.copy(Path.of(library), folder.resolve("library.jar"));
    assertThat(hasOldClasses(jar)).isTrue();

    StartableJars.main(new String[] {jar.toString()});

    assertThat(hasOldClasses(jar)).isFalse();
    int loaded = 0;
    try (var loader =
            new URLClassLoader(
                new java.net.URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        var files = new JarFile(jar.toFile())) {
      for (String name : files.stream().map(Object::toString).toList()) {
        if (name.startsWith("picocli/") && name.endsWith(".class")) {
          String type = name.substring(0, name.length() - ".class".length()).replace('/', '.');
          // Initialising verifies: a wrong stack map would be an error here.
          Class<?> modern = Class.forName(type, true, loader);
          Class<?> original = Class.forName(type, false, CommandLine.class.getClassLoader());
          assertThat(modern.getDeclaredMethods()).hasSameSizeAs(original.getDeclaredMethods());
          loaded++;
        }
      }
    }
    assertThat(loaded).isGreaterThan(100);
  }

  @Test
  void switchOverTypesAnswersAsBefore() throws Exception {
    String name = Choosing.class.getName();
    byte[] bytes;
    try (var in = Choosing.class.getResourceAsStream("StartableJarsTest$Choosing.class")) {
      bytes = Objects.requireNonNull(in).readAllBytes();
    }
    assertThat(PlainSwitches.mayConcern(bytes)).isTrue();
    Path jar = folder.resolve("choosing.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(name.replace('.', '/') + ".class"));
      out.write(bytes);
    }

    StartableJars.main(new String[] {jar.toString()});

    try (var loader =
        new URLClassLoader(
            new java.net.URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = Class.forName(name, true, loader);
      assertThat(type.getDeclaredMethods())
          .extracting(Method::getName)
          .contains("$typeSwitch$0", "$typeSwitch$1");
      @SuppressWarnings("unchecked") // it is one
      var choosing = (Function<Object, String>) type.getDeclaredConstructor().newInstance();
      for (Object value : List.of("", "text", 1, -1, 2L, new int[0], List.of(), Map.of())) {
        assertThat(choosing.apply(value)).isEqualTo(new Choosing().apply(value));
      }
    }
  }

  /// A switch over types with guards, one within another.
  public static final class Choosing implements Function<Object, String> {
    public Choosing() {}

    @Override
    public String apply(Object value) {
      return switch (value) {
        case String text when text.isEmpty() -> "empty";
        case String text -> "text " + text;
        case Integer number when number < 0 -> "negative";
        case Number number ->
            switch (number) {
              case Integer whole -> "whole " + whole;
              case Long more -> "long " + more;
              default -> "number";
            };
        case int[] array -> "array " + array.length;
        case Collection<?> some -> "some " + some.size();
        default -> "other";
      };
    }
  }

  @Test
  void jarWithoutOldClassesIsNotTouched() throws Exception {
    URI library =
        org.assertj.core.api.Assert.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .toURI();
    assertThat(hasOldClasses(Path.of(library))).isFalse();
  }

  private static boolean hasOldClasses(Path jar) throws Exception {
    try (var files = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(files.entries())) {
        try (var in = files.getInputStream(entry)) {
          if (entry.getName().endsWith(".class") && ModernClasses.isOld(in.readNBytes(8))) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
