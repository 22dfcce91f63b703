package digitscope.run;

import digitscope.config.NetworkSpec;
import digitscope.eval.Metric;
import digitscope.eval.MetricLog;
import digitscope.io.LineTail;
import digitscope.io.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a run folder that another program writes: tells, on a thread of its own, what has been
 * added to it since the last look. Files may be missing yet, half written, replaced or deleted
 * meanwhile.
 *
 * <pre>{@code
 * RunFollower follower = new RunFollower(RunFolder.open(path), news -> show(news), problem -> say(problem));
 * follower.start(500);
 * }</pre>
 */
public final class RunFollower implements AutoCloseable {
  private final RunFolder folder;
  private final Consumer<News> listener;
  private final Consumer<String> problems;
  private final MomentStore moments;
  private final Timeline timeline;
  private final LineTail metricTail;
  private final MetricFile.Lines metrics;
  private final LineTail evaluationTail;
  private final EvaluationFile.Lines evaluations;
  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private Set<Long> known = Set.of();
  private int evaluationsTold;
  private long pointsTold;
  private @Nullable MetricLog logTold;
  private @Nullable ScheduledExecutorService thread;
  private volatile boolean closed;

  /**
   * What has come.
   *
   * @param metrics every point so far; the same log grows, and is another one only when the run was
   *     begun again
   * @param isRestart whether the run was begun again, so that what was told before is void
   * @param evaluations that are new, by rising step
   * @param stored steps of moments that are new, rising
   * @param gone steps of moments that were deleted, rising
   */
  public record News(
      MetricLog metrics,
      boolean isRestart,
      List<EvaluationRecord> evaluations,
      List<Long> stored,
      List<Long> gone) {
    public News {
      evaluations = List.copyOf(evaluations);
      stored = List.copyOf(stored);
      gone = List.copyOf(gone);
    }
  }

  /**
   * Prepares to follow. The first look tells all that is there.
   *
   * @param folder the run
   * @param listener hears what is new, on the follower's thread; never anything that is not
   * @param problems hears in a sentence, once, what can't be read, on the follower's thread
   */
  public RunFollower(RunFolder folder, Consumer<News> listener, Consumer<String> problems) {
    this.folder = folder;
    this.listener = listener;
    this.problems = problems;
    this.moments = new MomentStore(folder, this::say);
    this.timeline = folder.timeline(moments);
    int classes = folder.provenance().classNames().size();
    this.metricTail = MetricFile.tail(folder.metricFile());
    this.metrics = new MetricFile.Lines(Long.MAX_VALUE, new DamagedLines());
    this.evaluationTail = EvaluationFile.tail(folder.evaluationFile(), classes);
    this.evaluations = new EvaluationFile.Lines(classes, new DamagedLines());
  }

  /** The steps that can be looked at, which grow with the run. */
  public Timeline timeline() {
    return timeline;
  }

  /**
   * Begins to follow.
   *
   * @param periodMillis time between two looks
   */
  public synchronized void start(long periodMillis) {
    if (thread == null && !closed) {
      ScheduledExecutorService started =
          Executors.newSingleThreadScheduledExecutor(
              work -> {
                Thread worker = new Thread(work, "digitscope-follower");
                worker.setDaemon(true);
                return worker;
              });
      var unused =
          started.scheduleWithFixedDelay(this::lookSafely, 0, periodMillis, TimeUnit.MILLISECONDS);
      thread = started;
    }
  }

  /** An exception would end all further looks. */
  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      say("The run %s can't be followed: %s".formatted(folder.path(), Reason.of(e)));
    }
  }

  /** Looks at what is new, and tells it. */
  void look() {
    if (closed || isOfAnotherNetwork()) {
      return;
    }
    read(metricTail, metrics);
    read(evaluationTail, evaluations);
    refresh();
    tell();
  }

  private void read(LineTail tail, LineTail.Reader reader) {
    try {
      tail.read(reader);
    } catch (IOException e) {
      say("The run %s can't be followed: %s".formatted(folder.path(), Reason.of(e)));
    }
  }

  private void refresh() {
    try {
      moments.refresh();
    } catch (IOException e) {
      say("The stored steps of %s can't be followed: %s".formatted(folder.path(), Reason.of(e)));
    }
  }

  /** Its stored steps would not be of the network that is shown. */
  private boolean isOfAnotherNetwork() {
    try {
      NetworkSpec now = RunFolder.open(folder.path(), note -> {}).config().network();
      if (now.equals(folder.config().network())) {
        return false;
      }
      say(
          "The run %s was begun again with another network; open it again"
              .formatted(folder.path()));
    } catch (RunException e) {
      say(Reason.of(e));
    }
    return true;
  }

  private void tell() {
    MetricLog log = metrics.log();
    List<EvaluationRecord> all = evaluations.records();
    boolean isRestart = (logTold != null && log != logTold) || all.size() < evaluationsTold;
    if (isRestart) {
      evaluationsTold = 0;
      pointsTold = 0;
    }
    Set<Long> stored = new TreeSet<>();
    moments.known().forEach(one -> stored.add(one.step()));
    List<Long> fresh = stored.stream().filter(step -> isRestart || !known.contains(step)).toList();
    List<Long> gone = known.stream().filter(step -> !stored.contains(step)).sorted().toList();
    List<EvaluationRecord> evaluated = all.subList(evaluationsTold, all.size());
    long points = points(log);
    boolean isNews =
        isRestart
            || points > pointsTold
            || !evaluated.isEmpty()
            || !fresh.isEmpty()
            || !gone.isEmpty();
    logTold = log;
    known = stored;
    evaluationsTold = all.size();
    pointsTold = points;
    if (isNews && !closed) {
      listener.accept(new News(log, isRestart, evaluated, fresh, gone));
    }
  }

  private static long points(MetricLog log) {
    long points = 0;
    for (Metric metric : Metric.values()) {
      points += log.size(metric);
    }
    return points;
  }

  private void say(String problem) {
    if (!closed && said.add(problem)) {
      problems.accept(problem);
    }
  }

  /** Stops following; at most what is being told is still told. May be called from any thread. */
  @Override
  public synchronized void close() {
    closed = true;
    Optional.ofNullable(thread).ifPresent(ScheduledExecutorService::shutdownNow);
  }
}
