package digitscope.nn.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Platform;
import digitscope.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What computes is made ready again and again while others load libraries, as JavaFX does. */
@EnabledOnOs(OS.LINUX) // glibc takes the two locks
final class NativeLoadingTest {
  private static final int LIBRARIES = 300;
  private static final String LIBRARY =
      "/com/sun/jna/" + Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName("jnidispatch");

  @TempDir private Path folder = Path.of("");

  @Test
  void threadsThatBeginToComputeDoNotWaitForThoseThatLoadLibraries() throws Exception {
    copyLibraries();
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.util.logging.config.file=packaging/logging.properties",
                "-cp",
                System.getProperty("java.class.path"),
                NativeLoadingTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS))
          .as(() -> "It ended, having said " + text(said))
          .isTrue();
      assertThat(process.exitValue()).as(text(said)).isZero();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private void copyLibraries() throws Exception {
    try (InputStream library = NativeLoadingTest.class.getResourceAsStream(LIBRARY)) {
      byte[] bytes = Objects.requireNonNull(library, LIBRARY).readAllBytes();
      for (int i = 0; i < LIBRARIES; i++) {
        Files.write(copy(folder, i), bytes);
      }
    }
  }

  private static Path copy(Path folder, int number) {
    return folder.resolve(number + System.mapLibraryName("copy"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the process does. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    NativeLibrary.useFromThisThread();
    List<Thread> computing = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (!Thread.currentThread().isInterrupted()) {
                  NativeLibrary.useFromThisThread();
                }
              });
      thread.start();
      computing.add(thread);
    }
    for (int i = 0; i < LIBRARIES; i++) {
      com.sun.jna.NativeLibrary.getInstance(copy(folder, i).toString());
    }
    for (Thread thread : computing) {
      thread.interrupt();
      thread.join();
    }
  }
}
