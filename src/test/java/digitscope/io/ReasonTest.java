package digitscope.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ReasonTest {
  private final Path folder;

  ReasonTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void saysWhatTheSystemRefuses() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(reading(folder.resolve("none"))).isEqualTo("it does not exist; check the path");
    assertThat(reading(file.resolve("below"))).contains("a part of its path");
    assertThat(reading(folder)).isEqualTo("it is a folder; choose a file");
    assertThat(reading(folder.resolve("n".repeat(300)))).startsWith("its name is too long");
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    assertThat(reading(loop)).startsWith("it is a link");
    assertThat(Reason.of(catchThrowable(() -> Files.list(file))))
        .contains("is a file, not a folder");
    assertThat(Reason.of(catchThrowable(() -> Files.createDirectory(file))))
        .startsWith("the name is already taken");
    assertThat(Reason.of(catchThrowable(() -> Files.delete(folder))))
        .startsWith("the folder is not empty");
    assertThat(Reason.of(catchThrowable(() -> Path.of("a\0b")))).startsWith("its name contains");
  }

  @Test
  void saysTheSameOfTheOlderClasses() {
    assertThat(Reason.of(catchThrowable(() -> new FileInputStream(folder.toFile()))))
        .isEqualTo("it is a folder; choose a file");
    assertThat(Reason.of(catchThrowable(() -> new FileInputStream(folder.resolve("x").toString()))))
        .isEqualTo("it does not exist; check the path");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysThatTheDiskIsFull() {
    Path full = Path.of("/dev/full");
    Throwable failure =
        catchThrowable(
            () -> {
              try (OutputStream out = new FileOutputStream(full.toFile())) {
                out.write(1);
              }
            });
    assertThat(Reason.of(failure)).startsWith("the disk is full");
  }

  @Test
  void saysThatTextIsNotUtf8() throws Exception {
    Path file = Files.write(folder.resolve("classes.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(Reason.of(catchThrowable(() -> Files.readString(file))))
        .isEqualTo("it is not UTF-8 text; save it as UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, the disk is full",
    "There is not enough space on the disk, the disk is full",
    "Disk quota exceeded, your disk quota",
    "Read-only file system, the disk is read-only",
    "Too many open files, too many files are open",
    "Stale file handle, the disk or network drive",
    "Input/output error, the disk or network drive",
    "Permission denied, permission is denied",
    "Operation not permitted, permission is denied",
    "Text file busy, another program",
    "Etwas Unbekanntes, the disk or network drive"
  })
  void knowsWhatSystemsSay(String said, String words) {
    String file = folder.resolve("a").toString();
    assertThat(Reason.of(new FileSystemException(file, null, said))).startsWith(words);
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new NoSuchFileException("/a"),
        new AccessDeniedException("/a"),
        new FileSystemException("/a", null, "java.lang.Exception"),
        new FileSystemException("/" + "n".repeat(300), null, "Nom de fichier trop long"),
        new FileSystemException("\0", null, "?"),
        new FileNotFoundException("/a (Permission denied)"),
        new IOException("com.fasterxml.jackson says line -1"),
        new IOException(),
        new EOFException("Unexpected end of ZLIB input stream"),
        new ZipException("invalid LOC header (bad signature)"),
        new MalformedInputException(1),
        new InterruptedIOException(),
        new UnknownHostException("example.invalid"),
        new ConnectException("Connection refused"),
        new SocketTimeoutException("Read timed out"),
        new SSLHandshakeException("PKIX path building failed: sun.security.provider"),
        new InvalidPathException("a", "Nul character"),
        new IllegalArgumentException("For input string"),
        new NullPointerException("Cannot invoke \"JsonLocation.getLineNr()\""),
        new ClassCastException("class A cannot be cast"),
        new InterruptedException("sleep interrupted"),
        new OutOfMemoryError("Java heap space"),
        new OutOfMemoryError("unable to create native thread: possibly out of memory"),
        new StackOverflowError(),
        new UnsatisfiedLinkError("/x/libjnijavacpp.so: failed to map segment from shared object"),
        new UnsatisfiedLinkError("no jnijavacpp in java.library.path"),
        new NoClassDefFoundError("Could not initialize class org.nd4j.Nd4j"),
        new ExceptionInInitializerError(new NoSuchFileException("/x")),
        new InternalError("a fault occurred in a recent unsafe memory access operation"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void neverNamesAClassOrQuotesTheMachine(Throwable failure) {
    for (Throwable wrapped :
        List.of(failure, new CompletionException(failure), new ExecutionException(failure))) {
      String words = Reason.of(wrapped);
      assertThat(words)
          .isNotBlank()
          .hasSizeLessThanOrEqualTo(PlainText.LONGEST)
          .doesNotContain("Exception", "Error", "java.", "null", "-1", "Jackson", "jackson")
          .doesNotEndWith(".");
      String message = failure.getMessage();
      if (message != null) {
        assertThat(words).doesNotContain(message);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysTheSameInEveryLocale(Throwable failure) {
    Locale before = Locale.getDefault();
    String words = Reason.of(failure);
    try {
      for (String tag : List.of("tr-TR", "ar-EG", "de-DE")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(Reason.of(failure)).isEqualTo(words);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void namesALibraryOfTheSystemThatIsMissing() {
    String loader =
        "/x/libglass.so: libgtk-3.so.0: cannot open shared object file: No such file or directory";
    assertThat(Reason.of(new UnsatisfiedLinkError(loader)))
        .startsWith("the system library libgtk-3.so.0 is missing; install it (");
  }

  @Test
  void saysTheSameOfALibraryWheneverItsClassIsTriedAgain() {
    String message = "/x/libjnind4jcpu.so: failed to map segment from shared object";
    // As Java 17 has it: of the class's first failure only the name and the message are left.
    NoClassDefFoundError again =
        new NoClassDefFoundError("Could not initialize class org.nd4j.Nd4j");
    again.initCause(
        new ExceptionInInitializerError(
            "Exception java.lang.UnsatisfiedLinkError: " + message + " [in thread \"a\"]"));
    String words = Reason.of(new UnsatisfiedLinkError(message));
    assertThat(words).contains("mounted noexec");
    assertThat(Reason.of(again)).isEqualTo(words);
    assertThat(Reason.of(new IllegalStateException("A worker failed", again))).isEqualTo(words);
    assertThat(Reason.of(new IllegalStateException(new NoClassDefFoundError("a/B"))))
        .isEqualTo("the program is incomplete or does not match this Java version; reinstall it");
  }

  @Test
  void keepsWhatIsWrittenForAUser() {
    IOException worded = new WordedIOException("array 'x\u001b[0m' is missing");
    assertThat(Reason.of(new UncheckedIOException(worded))).isEqualTo("array 'x [0m' is missing");
  }

  private static String reading(Path file) {
    return Reason.of(catchThrowable(() -> Files.readString(file)));
  }
}
