package digitscope.session;

import digitscope.config.NetworkSpec;
import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.data.DataSplits;
import digitscope.data.ImageShape;
import digitscope.engine.FrozenNetwork;
import digitscope.io.Reason;
import digitscope.io.UnreadyException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about a network as it was at stored steps, on a thread of its own, as a {@link
 * TrainingSession} does of the network as it is. The network is built when the first step is shown;
 * for another step of the same run only its parameters are replaced.
 */
public final class ReplaySession implements AutoCloseable {
  private final Consumer<NetworkView> views;
  private final Supplier<FrozenNetwork> networks;
  private final NetworkQueries queries;
  private final Inbox<ReplaySession> inbox = new Inbox<>();
  private final AtomicReference<@Nullable Shown> wanted = new AtomicReference<>();
  private final AtomicBoolean started = new AtomicBoolean();
  private final Thread thread = new Thread(this::run, "replay session");
  private volatile Watch watch = Watch.nothing();
  private volatile boolean givesWay = true;
  private volatile boolean closed;
  private volatile Optional<String> problem = Optional.empty();
  private @Nullable Shown shown;
  private @Nullable FrozenNetwork network;

  /** What {@link #show} was called with; each call gives another. */
  private static final class Shown {
    private final NetworkView view;
    private final float[] parameters;

    Shown(NetworkView view, float[] parameters) {
      this.view = view;
      this.parameters = parameters;
    }

    boolean isOfSameNetwork(Shown other) {
      return view.session().equals(other.view.session())
          && view.step() == other.view.step()
          && Arrays.equals(parameters, other.parameters);
    }
  }

  /**
   * Starts nothing yet.
   *
   * @param data the sets of the run; among its training images neighbors are looked for
   * @param config of the run whose steps are shown
   * @param views hears what is shown, on this session's thread; must return at once
   */
  public ReplaySession(DataSplits data, RunConfig config, Consumer<NetworkView> views) {
    this(SessionStart.limited(data, config), config, views, FrozenNetwork::build);
  }

  /** Builds the network; {@code FrozenNetwork::build} outside tests. */
  @FunctionalInterface
  interface NetworkBuilder {
    /** As {@link FrozenNetwork#build}. */
    FrozenNetwork build(NetworkSpec network, TrainingSpec training, ImageShape shape, int classes);
  }

  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: it only smooths the window
  ReplaySession(
      DataSplits data, RunConfig config, Consumer<NetworkView> views, NetworkBuilder builder) {
    this.views = views;
    this.queries = new NetworkQueries(data.train(), config.network().layers().size());
    this.networks =
        () -> {
          FrozenNetwork built =
              builder.build(
                  config.network(),
                  config.training(),
                  data.train().shape(),
                  data.train().classes());
          return built;
        };
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
  }

  /**
   * Shows the network of a step, from any thread; it replaces one that still waits to be shown.
   * Questions about another step that are not answered yet are cancelled. {@code moment} is
   * published at once, and again with each part of what is watched.
   *
   * @param moment without maps and patterns of another step
   * @param parameters the network's flat parameter vector at this step, with the statistics of
   *     normalization layers; nobody changes it
   */
  public void show(NetworkView moment, float[] parameters) {
    wanted.set(new Shown(moment, parameters));
    inbox.add(ReplaySession::showWantedOrFail);
    if (started.compareAndSet(false, true)) {
      thread.start();
    }
  }

  /**
   * Asks about the step that was shown last, from any thread. The answer comes on this session's
   * thread and is of that step; it is a cancellation if another step is shown or this is closed
   * first, and an {@link IllegalStateException} if nothing was shown, if the network could not be
   * restored, or if the command steers a training.
   */
  public <R> CompletableFuture<R> submit(Command<R> command) {
    Shown about = wanted.get();
    if (about == null) {
      return CompletableFuture.failedFuture(new UnreadyException("No network is ready yet"));
    }
    return inbox.submit(
        command, (session, answer) -> command.reach(session.new Answering(about), answer));
  }

  /** Sets what is being viewed, from any thread; it replaces what was watched before. */
  public void watch(Watch wantedWatch) {
    watch = wantedWatch;
    inbox.add(session -> {});
  }

  /**
   * Says whether others compute, such as a training: then this rests between pieces of work, which
   * it does unless it is told otherwise.
   */
  public void giveWay(boolean isOthersTurn) {
    givesWay = isOthersTurn;
  }

  /**
   * Why the newest step cannot be asked, one sentence; a view that has failed is published then.
   * Empty again when a step is shown.
   */
  public Optional<String> problem() {
    return problem;
  }

  /** Cancels all that is not answered, and ends the thread soon; nothing is published any more. */
  @Override
  public void close() {
    closed = true;
    inbox.close();
    inbox.add(session -> {});
  }

  /** Waits until the thread has ended and the network is freed, at most for {@code patience}. */
  public void awaitEnd(Duration patience) throws InterruptedException {
    thread.join(patience.toMillis());
  }

  // ---- On the thread

  private void run() {
    try {
      while (!closed) {
        turnOrFail();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) { // of who hears that it failed
      Failures.log("The stored network is no longer shown", e);
    } finally {
      close();
      loseNetwork();
    }
  }

  private void turnOrFail() throws InterruptedException {
    try {
      turn();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) { // outermost loop of the thread; some throw undeclared ones
      fail(e);
    }
  }

  private void turn() throws InterruptedException {
    Optional<NetworkQueries.Asked> asked = asked();
    boolean isNews = asked.isPresent() && queries.advance(asked.get(), watch);
    if (isNews) {
      publish();
    }
    inbox.handle(
        this, asked.map(some -> queries.nanosUntilDue(watch, some.step())).orElse(Long.MAX_VALUE));
  }

  private Optional<NetworkQueries.Asked> asked() {
    Shown now = shown;
    FrozenNetwork built = network;
    return now == null || built == null
        ? Optional.empty()
        : Optional.of(new NetworkQueries.Asked(built, now.view.step(), givesWay, false));
  }

  private void showWantedOrFail() {
    try {
      showWanted();
    } catch (Exception | Error e) { // such as a native library that cannot be loaded
      fail(e);
    }
  }

  private void showWanted() {
    Shown before = shown;
    Shown next = wanted.get();
    if (closed || next == null || next == before) {
      return;
    }
    shown = next;
    if (network != null && before != null && next.isOfSameNetwork(before)) {
      publish();
      return;
    }
    problem = Optional.empty();
    queries.close();
    views.accept(next.view);
    FrozenNetwork restored = network;
    if (restored == null) {
      restored = networks.get();
      network = restored;
    }
    restored.write(next.parameters);
  }

  private void publish() {
    if (shown != null && !closed) {
      views.accept(shown.view.with(queries.maps(), queries.patterns()));
    }
  }

  private void fail(Throwable failure) {
    Failures.log("A stored network could not be shown", failure);
    Shown failed = shown;
    loseNetwork();
    if (failed != null) {
      problem =
          Optional.of(
              String.format(
                  Locale.ROOT,
                  "The network of step %d cannot be shown: %s",
                  failed.view.step(),
                  Reason.of(failure)));
      views.accept(failed.view.failed());
    }
  }

  /** The next network is built from scratch. */
  private void loseNetwork() {
    FrozenNetwork lost = network;
    network = null;
    try (queries) {
      if (lost != null) {
        lost.close();
      }
    } catch (RuntimeException | Error e) {
      Failures.log("A network could not be closed", e);
    }
  }

  /** Answers questions about one step. */
  private final class Answering implements Command.Recipient {
    private final Shown about;

    Answering(Shown about) {
      this.about = about;
    }

    @Override
    public <R> void steer(Command.Steering<R> command, CompletableFuture<R> answer) {
      answer.completeExceptionally(
          new UnreadyException("A stored step can't be trained; return to the live network"));
    }

    @Override
    public <R> void ask(Question<R> question, CompletableFuture<R> answer) {
      showWantedOrFail();
      Shown now = shown;
      if (now == null || !about.isOfSameNetwork(now)) {
        answer.cancel(false);
        return;
      }
      asked()
          .ifPresentOrElse(
              asked -> queries.ask(question, answer, asked),
              () ->
                  answer.completeExceptionally(
                      new UnreadyException(problem.orElse("No network is ready yet"))));
    }
  }
}
