package dev.sallyport.checks;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/// The classes under check.
final class Code {

  static final String ROOT = "dev.sallyport";

  private Code() {}

  /// All that is not a test. Read once: it takes a second.
  static JavaClasses main() {
    return Main.CLASSES;
  }

  static JavaClasses of(Class<?>... classes) {
    return new ClassFileImporter().importClasses(classes);
  }

  private static final class Main {
    static final JavaClasses CLASSES =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
  }
}
