package dev.sallyport.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ModernClassesTest {

  @TempDir Path folder;

  @Test
  void everyClassIsNewVerifiesAndKeepsItsMembers() throws Exception {
    URI library = CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path jar = Files.copy(Path.of(library), folder.resolve("library.jar"));
    assertThat(ModernClasses.hasOldClasses(jar)).isTrue();

    ModernClasses.main(new String[] {jar.toString()});

    assertThat(ModernClasses.hasOldClasses(jar)).isFalse();
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
  void jarWithoutOldClassesIsNotTouched() throws Exception {
    URI library =
        org.assertj.core.api.Assert.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .toURI();
    assertThat(ModernClasses.hasOldClasses(Path.of(library))).isFalse();
  }
}
