package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Patience;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every reader is given damaged files: it reads them or refuses them in a sentence, soon. {@code
 * mvn -Pfuzz test} tries 10,000 of each in 300 MB and leaves a table in {@code target/fuzz}, with
 * every file that did harm.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzTest {
  private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 100);
  private static final Pattern CHOSEN = Pattern.compile(System.getProperty("fuzz.readers", ".*"));
  private static final Path OUT = Path.of("target/fuzz");

  /** Of the processor's time, which is not that of other programs. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);

  private static final int LONGEST_MESSAGE = 300;

  /**
   * What no sentence for a user has in it: names of classes, a library's words, control characters.
   */
  private static final Pattern WRONG =
      Pattern.compile(
          "[a-z]+\\.[a-z.]+\\.[A-Z]\\w+|\\b[A-Z]\\w*(Exception|Error)\\b|line -1|StreamRead|(start"
              + " marker)|JSON String|[\\x00-\\x1f\\x7f]");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Logger log = Logger.getLogger("digitscope");
  private final Faults faults = new Faults();
  private List<FuzzedReader> readers = List.of();
  private ExecutorService worker = Executors.newSingleThreadExecutor();

  /** Keeps the newest failure that was logged. */
  private static final class Faults extends Handler {
    private final AtomicReference<@Nullable Throwable> newest = new AtomicReference<>();

    @Override
    public void publish(LogRecord entry) {
      newest.set(entry.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** What became of the files of one reader. */
  private static final class Tally {
    private final Map<String, Integer> harm = new LinkedHashMap<>();
    private int refused;
    private int read;
    private int exceptions;
    private int hangs;
    private long slowestNanos;
  }

  @BeforeAll
  void makeSoundFiles(@TempDir Path home) throws Exception {
    // What is none of the program's own exceptions is logged here, and worded without its name.
    log.setLevel(Level.SEVERE);
    log.setUseParentHandlers(false);
    log.addHandler(faults);
    Files.createDirectories(OUT);
    readers = new FuzzedFiles(home).readers();
  }

  @AfterAll
  void end() {
    worker.shutdownNow();
    log.removeHandler(faults);
    log.setUseParentHandlers(true);
    log.setLevel(null);
  }

  List<FuzzedReader> readers() {
    return readers.stream().filter(reader -> CHOSEN.matcher(reader.name()).matches()).toList();
  }

  @ParameterizedTest
  @MethodSource("readers")
  void readsDamagedFilesOrRefusesThemInASentence(FuzzedReader reader) throws Exception {
    boolean wasThere = Files.exists(reader.file());
    byte[] before = wasThere ? Files.readAllBytes(reader.file()) : new byte[0];
    Tally tally = new Tally();
    for (int number = 0; number < MUTATIONS; number++) {
      byte[] damaged = reader.damaged(number);
      Files.write(reader.file(), damaged);
      String wrong = tryOut(reader, tally);
      if (!wrong.isEmpty()) {
        keep(reader, number, damaged, wrong);
        tally.harm.merge(
            wrong.lines().limit(3).reduce("", (a, b) -> a + "\n" + b), 1, Integer::sum);
      }
    }
    if (wasThere) {
      Files.write(reader.file(), before);
    } else {
      Files.deleteIfExists(reader.file());
    }
    report(reader, tally);
    assertThat(tally.harm).isEmpty();
  }

  /** Has the file read; what is wrong with the answer, or nothing. */
  private String tryOut(FuzzedReader reader, Tally tally) throws InterruptedException {
    long[] took = new long[1];
    Future<String> answer =
        worker.submit(
            () -> {
              long begun = THREADS.getCurrentThreadCpuTime();
              try {
                String said = reader.reading().read();
                Throwable fault = faults.newest.getAndSet(null);
                return fault == null ? said : "LOGGED " + trace(fault);
              } catch (Throwable e) { // whatever a user would see
                return "THROWN " + trace(e);
              } finally {
                took[0] = THREADS.getCurrentThreadCpuTime() - begun;
              }
            });
    try {
      String said = answer.get(Patience.SECONDS, TimeUnit.SECONDS);
      tally.slowestNanos = Math.max(tally.slowestNanos, took[0]);
      if (took[0] > LONGEST_NANOS) {
        tally.hangs++;
        return "It took " + took[0] / 1_000_000 + " ms";
      }
      if (said.isEmpty()) {
        tally.read++;
        return "";
      }
      if (!isSentence(said)) {
        tally.exceptions++;
        return said;
      }
      tally.refused++;
      return "";
    } catch (TimeoutException e) {
      tally.hangs++;
      worker.shutdownNow();
      worker = Executors.newSingleThreadExecutor();
      return "It did not end";
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isSentence(String said) {
    return said.length() <= LONGEST_MESSAGE
        && !said.startsWith("The program can't continue") // of memory, which no file may take
        && said.codePoints().filter(Character::isLetter).count() > 10
        && !WRONG.matcher(said).find();
  }

  private static String trace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static void keep(FuzzedReader reader, int number, byte[] damaged, String wrong)
      throws IOException {
    String name = String.format(Locale.ROOT, "%s-%05d", reader.name().replace(' ', '-'), number);
    Files.write(OUT.resolve(name), damaged);
    Files.writeString(OUT.resolve(name + ".txt"), wrong);
  }

  private void report(FuzzedReader reader, Tally tally) throws IOException {
    String row =
        String.format(
            Locale.ROOT,
            "| %s | %,d | %,d | %,d | %d | %d | %d |%n",
            reader.name(),
            MUTATIONS,
            tally.refused,
            tally.read,
            tally.exceptions,
            tally.hangs,
            tally.slowestNanos / 1_000_000);
    Files.writeString(
        OUT.resolve("table.md"),
        row,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
