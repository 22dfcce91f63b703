package digitscope.session;

import digitscope.io.UnreadyException;
import digitscope.network.Checkpoint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Fulfils the commands that reach a session's loop, on its thread. */
final class CommandHandler implements Command.Recipient, Command.Steering.Visitor {
  private final SessionLoop loop;
  private final NetworkQueries queries;
  private final Deque<Runnable> atStepBoundary = new ArrayDeque<>();
  private final Deque<CompletableFuture<Long>> stepRequests = new ArrayDeque<>();

  CommandHandler(SessionLoop loop, NetworkQueries queries) {
    this.loop = loop;
    this.queries = queries;
  }

  /** Answers of the newest complete weights: those before the step that is under way. */
  @Override
  public <R> void ask(Question<R> question, CompletableFuture<R> answer) {
    loop.asked()
        .ifPresentOrElse(
            asked -> queries.ask(question, answer, asked),
            () -> answer.completeExceptionally(noNetwork()));
  }

  @Override
  public <R> void steer(Command.Steering<R> command, CompletableFuture<R> answer) {
    command.accept(this, answer);
  }

  @Override
  public void save(Command.Save command, CompletableFuture<Checkpoint> answer) {
    betweenSteps(
        () -> {
          if (loop.asked().isPresent()) {
            answer.complete(loop.checkpoint());
          } else {
            answer.completeExceptionally(noNetwork());
          }
        });
  }

  @Override
  public void pause(Command.Pause command, CompletableFuture<Long> answer) {
    loop.changePhase(isOver() ? loop.phase() : Phase.PAUSED);
    betweenSteps(() -> answer.complete(loop.step()));
  }

  @Override
  public void stop(Command.Stop command, CompletableFuture<Long> answer) {
    loop.changePhase(isOver() ? loop.phase() : Phase.STOPPED);
    refuseStepRequests();
    loop.abandonStep();
    betweenSteps(
        () -> {
          loop.saveNewest();
          answer.complete(loop.step());
        });
  }

  @Override
  public void resume(Command.Resume command, CompletableFuture<Long> answer) {
    unlessOver(
        answer,
        () -> {
          loop.changePhase(Phase.TRAINING);
          answer.complete(loop.step());
        });
  }

  @Override
  public void step(Command.Step command, CompletableFuture<Long> answer) {
    unlessOver(
        answer,
        () -> {
          loop.changePhase(Phase.PAUSED);
          stepRequests.add(answer);
        });
  }

  @Override
  public void setLearningRate(Command.SetLearningRate command, CompletableFuture<Long> answer) {
    unlessOver(
        answer,
        () ->
            betweenSteps(
                () -> {
                  loop.setLearningRate(command.learningRate());
                  answer.complete(loop.step());
                }));
  }

  private void unlessOver(CompletableFuture<Long> answer, Runnable action) {
    if (isOver()) {
      answer.completeExceptionally(tooLate());
    } else {
      action.run();
    }
  }

  private boolean isOver() {
    return loop.phase().isOver();
  }

  private void betweenSteps(Runnable action) {
    if (loop.isStepUnderWay()) {
      atStepBoundary.add(action);
    } else {
      action.run();
    }
  }

  /** To be called when no step is under way any more. */
  void reachStepBoundary() {
    while (!atStepBoundary.isEmpty()) {
      atStepBoundary.remove().run();
    }
  }

  /** Whether a caller waits for a single step. */
  boolean wantStep() {
    return !stepRequests.isEmpty();
  }

  /** Answers the oldest wish for a single step. */
  void stepTaken() {
    stepRequests.remove().complete(loop.step());
  }

  /** To be called when no further step will be taken. */
  void refuseStepRequests() {
    stepRequests.forEach(request -> request.completeExceptionally(tooLate()));
    stepRequests.clear();
  }

  private IllegalStateException tooLate() {
    return new UnreadyException(
        String.format(Locale.ROOT, "The run ended at step %d; start a new one", loop.step()));
  }

  private static IllegalStateException noNetwork() {
    return new UnreadyException("No network is ready yet");
  }
}
