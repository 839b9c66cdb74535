package dev.sallyport.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.sallyport.base.text.BackwardArrow;
import dev.sallyport.checks.violators.OpenClass;
import dev.sallyport.scan.flow.ForeignLibrary;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class ArrowsTest {

  @Test
  void seesTheCode() {
    // A check of nothing is green too: every module must be among what was read.
    assertThat(Code.main().stream().map(JavaClass::getPackageName))
        .contains(
            "dev.sallyport.base.text",
            "dev.sallyport.scan.engine",
            "dev.sallyport.cli",
            "dev.sallyport.control.audit",
            "dev.sallyport.server.admin",
            "dev.sallyport.server.web.log",
            "dev.sallyport.trust.log")
        .noneMatch(name -> name.startsWith("dev.sallyport.checks.violators"));
  }

  @Test
  void packagesKnowOnlyWhatTheTableAllows() {
    assertThat(Arrows.broken(Code.main())).isEmpty();
  }

  @Test
  void everyRowHasItsPackage() {
    assertThat(Arrows.unused(Code.main())).isEmpty();
  }

  @Test
  void packageWithoutRowIsFound() {
    assertThat(Arrows.broken(Code.of(OpenClass.class)))
        .containsExactly("checks.violators has no row: add it to Arrows");
  }

  @Test
  void arrowBackwardsIsFound() {
    assertThat(Arrows.broken(Code.of(BackwardArrow.class)))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("base.text -> base.model.finding: "));
  }

  @Test
  void foreignLibraryIsFound() {
    assertThat(Arrows.broken(Code.of(ForeignLibrary.class)))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("scan.flow -> picocli: "));
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(unmarked(Code.main())).isEmpty();
  }

  @Test
  void packageThatIsNotNullMarkedIsFound() {
    assertThat(unmarked(Code.of(CommandLine.class))).containsExactly("picocli");
  }

  @Test
  void classesAreClosedUnlessMeantToBeExtended() {
    assertThat(open(Code.main())).isEmpty();
  }

  @Test
  void openClassIsFound() {
    assertThat(open(Code.of(OpenClass.class))).containsExactly(OpenClass.class.getName());
  }

  private static List<String> unmarked(Iterable<JavaClass> classes) {
    return stream(classes)
        .filter(type -> !type.getPackage().isAnnotatedWith(NullMarked.class))
        .map(JavaClass::getPackageName)
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<JavaClass> stream(Iterable<JavaClass> classes) {
    return StreamSupport.stream(classes.spliterator(), false);
  }

  /// Neither final nor abstract nor of a kind that is final by itself.
  private static List<String> open(Iterable<JavaClass> classes) {
    return stream(classes)
        .filter(type -> !type.isInterface() && !type.isEnum() && !type.isAnonymousClass())
        .filter(type -> !type.getModifiers().contains(JavaModifier.FINAL))
        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
        .filter(type -> !type.reflect().isSealed())
        .filter(type -> !type.getSimpleName().equals("package-info"))
        .map(JavaClass::getName)
        .sorted()
        .toList();
  }
}
