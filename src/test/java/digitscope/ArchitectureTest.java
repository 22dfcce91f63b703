package digitscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The walls stand, and each of them stops an intruder. */
final class ArchitectureTest {
  @TestFactory
  Stream<DynamicTest> programKeepsTheWalls() {
    JavaClasses program =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("digitscope");
    return new Walls("digitscope")
        .rules().stream()
            .map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(program)));
  }

  /** The packages below {@code digitscope.wrong} climb over every wall at least once. */
  @TestFactory
  Stream<DynamicTest> wallsStopIntruders() {
    JavaClasses intruders = new ClassFileImporter().importPackages("digitscope.wrong");
    return new Walls("digitscope.wrong")
        .rules().stream()
            .map(rule -> dynamicTest(rule.getDescription(), () -> stops(rule, intruders)));
  }

  private static void stops(ArchRule rule, JavaClasses intruders) {
    assertThat(rule.evaluate(intruders).getFailureReport().getDetails()).isNotEmpty();
  }

  /** A name stands for one class, but for what is a record in config and its maths in nn. */
  @Test
  void noClassNameStandsForTwoClasses() throws IOException {
    Map<String, List<Path>> folders = new TreeMap<>();
    Path program = Path.of("src/main/java/digitscope");
    try (Stream<Path> files = Files.walk(program)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .forEach(
              file ->
                  folders
                      .computeIfAbsent(file.getFileName().toString(), name -> new ArrayList<>())
                      .add(program.relativize(file.getParent())));
    }
    folders.values().removeIf(places -> places.size() == 1);
    folders.values().removeIf(places -> isRecordWithItsMaths(Set.copyOf(places)));
    assertThat(folders).isEmpty();
  }

  private static boolean isRecordWithItsMaths(Set<Path> places) {
    return places.equals(Set.of(Path.of("config"), Path.of("nn")));
  }

  @Test
  void noSourceFileIsLongerThan600Lines() throws IOException {
    List<Path> tooLong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        if (Files.readAllLines(file).size() > 600) {
          tooLong.add(file);
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }
}
