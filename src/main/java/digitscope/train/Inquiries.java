package digitscope.train;

import digitscope.data.Dataset;
import digitscope.probe.HiddenValues;
import digitscope.probe.Inquiry;
import digitscope.probe.NeighbourInquiry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know of an image and what takes a while to find out: worked on piece by
 * piece between two events of the session, one wish after the other in turns. A newer wish replaces
 * an older one of the same kind.
 */
final class Inquiries implements AutoCloseable {
  /**
   * While the network learns, hidden values of the training set are used for so long: reading them
   * anew for every step would never come to an end.
   */
  private static final long HIDDEN_LIFE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Dataset training;
  private final Deque<Wish<?>> wishes = new ArrayDeque<>();
  private int @Nullable [] readingOrder;
  private @Nullable HiddenValues hidden;
  private long hiddenSince;
  private long onAt;

  /** A command with its answer, and the work on it once it has begun. */
  private static final class Wish<R> {
    private final Command.Inquire<R> command;
    private final CompletableFuture<R> answer;
    private @Nullable Inquiry<R> inquiry;

    Wish(Command.Inquire<R> command, CompletableFuture<R> answer) {
      this.command = command;
      this.answer = answer;
    }

    boolean isOfKind(Command.Inquire<?> other) {
      return command.getClass() == other.getClass();
    }

    void cancel() {
      answer.cancel(false);
      leave();
    }

    void leave() {
      if (inquiry != null) {
        inquiry.close();
        inquiry = null;
      }
    }
  }

  /**
   * @param training the images among which neighbours are looked for
   */
  Inquiries(Dataset training) {
    this.training = training;
  }

  <R> void request(Command.Inquire<R> command, CompletableFuture<R> answer) {
    wishes.stream().filter(wish -> wish.isOfKind(command)).forEach(Wish::cancel);
    wishes.removeIf(wish -> wish.isOfKind(command));
    wishes.add(new Wish<>(command, answer));
  }

  /**
   * Begins everything anew that is under way, and forgets what belongs to weights that are no more.
   */
  void forget() {
    wishes.forEach(Wish::leave);
    closeHidden();
  }

  /**
   * Nanoseconds from {@code now} until there is something to do; the largest value if there isn't.
   */
  long nanosUntilDue(long now) {
    return wishes.isEmpty() ? Long.MAX_VALUE : onAt - now;
  }

  /**
   * Does a piece of work, if it is due.
   *
   * @param workersBusy whether the workers compute, so that this is not to take all of a processor
   * @param isLearning whether steps are being taken, so that what is found out grows old anyway
   */
  void advance(Engine engine, long step, boolean workersBusy, boolean isLearning) {
    long begunAt = System.nanoTime();
    if (wishes.isEmpty() || begunAt < onAt) {
      return;
    }
    Wish<?> wish = wishes.remove();
    if (!wish.answer.isDone() && advance(wish, engine, step, isLearning)) {
      wishes.add(wish);
    } else {
      wish.leave();
    }
    long endedAt = System.nanoTime();
    // Someone waits for the answer, so it rests only as long as it ran.
    onAt = workersBusy ? endedAt + (endedAt - begunAt) : endedAt;
  }

  private <R> boolean advance(Wish<R> wish, Engine engine, long step, boolean isLearning) {
    try {
      Inquiry<R> inquiry = wish.inquiry;
      if (inquiry == null) {
        wish.inquiry = begin(wish.command, engine, step, isLearning);
        return true;
      }
      if (inquiry.advance()) {
        return true;
      }
      wish.answer.complete(inquiry.result());
    } catch (IllegalArgumentException e) { // the asker's fault, such as a class that there is not
      wish.answer.completeExceptionally(e);
    }
    return false;
  }

  @SuppressWarnings("unchecked") // each command fixes the type of its answer
  private <R> Inquiry<R> begin(
      Command.Inquire<R> command, Engine engine, long step, boolean isLearning) {
    if (command instanceof Command.Explain explain) {
      return (Inquiry<R>) engine.explain(explain.image(), explain.label(), step);
    } else if (command instanceof Command.Occlude occlude) {
      return (Inquiry<R>) engine.occlude(occlude.image(), step);
    }
    Command.FindNeighbours find = (Command.FindNeighbours) command;
    return (Inquiry<R>)
        new NeighbourInquiry(
            hidden(engine, step, isLearning),
            new NeighbourInquiry.Question(
                find.image(), find.label(), find.itself(), find.among(), training.size()),
            training::label);
  }

  private HiddenValues hidden(Engine engine, long step, boolean isLearning) {
    HiddenValues known = hidden;
    boolean isYoung = System.nanoTime() - hiddenSince < HIDDEN_LIFE_NANOS;
    if (known != null && (known.step() == step || (isLearning && isYoung))) {
      return known;
    }
    closeHidden();
    HiddenValues fresh = engine.hiddenValues(training::image, readingOrder(), step);
    hidden = fresh;
    hiddenSince = System.nanoTime();
    return fresh;
  }

  private int[] readingOrder() {
    int[] order = readingOrder;
    if (order == null) {
      order = StratifiedOrder.of(training);
      readingOrder = order;
    }
    return order;
  }

  private void closeHidden() {
    if (hidden != null) {
      hidden.close();
      hidden = null;
    }
  }

  @Override
  public void close() {
    wishes.forEach(Wish::cancel);
    wishes.clear();
    closeHidden();
  }
}
