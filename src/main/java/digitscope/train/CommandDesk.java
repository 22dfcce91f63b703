package digitscope.train;

import digitscope.probe.FilterPatterns;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Fulfils the commands that reach a session's loop, on its thread. */
final class CommandDesk {
  private final SessionLoop loop;
  private final Lookout lookout;
  private final int imageSize;
  private final Deque<Runnable> atStepBoundary = new ArrayDeque<>();
  private final Deque<CompletableFuture<Long>> stepRequests = new ArrayDeque<>();

  /**
   * @param lookout works on what takes a while
   * @param imageSize values of one image
   */
  CommandDesk(SessionLoop loop, Lookout lookout, int imageSize) {
    this.loop = loop;
    this.lookout = lookout;
    this.imageSize = imageSize;
  }

  /** Answers with the newest complete weights: those before the step that is under way. */
  void predict(byte[] image, CompletableFuture<Prediction> answer) {
    answer(answer, () -> new Prediction(loop.step(), loop.network().predict(checked(image))));
  }

  /** Fulfils any command but {@link Command.Predict}. */
  @SuppressWarnings("unchecked") // each command fixes the type of its answer
  <R> void obey(Command<R> command, CompletableFuture<R> answer) {
    if (command instanceof Command.ComputeMaps compute) {
      answer(answer, () -> (R) loop.network().maps(checked(compute.image()), loop.step()));
    } else if (command instanceof Command.ComputePatterns compute) {
      var patterns = (CompletableFuture<FilterPatterns>) answer;
      answerLater(patterns, () -> lookout.request(compute.layerIndex(), patterns));
    } else if (command instanceof Command.Inquire<R> inquire) {
      answerLater(answer, () -> inquire(inquire, answer));
    } else if (command instanceof Command.Save) {
      betweenSteps(() -> answer(answer, () -> (R) loop.checkpoint()));
    } else {
      steer(command, (CompletableFuture<Long>) answer);
    }
  }

  private <R> void inquire(Command.Inquire<R> command, CompletableFuture<R> answer) {
    checked(command.image());
    lookout.inquire(command, answer);
  }

  private void steer(Command<?> command, CompletableFuture<Long> answer) {
    boolean over = loop.phase().isOver();
    if (command instanceof Command.Pause) {
      loop.changePhase(over ? loop.phase() : Phase.PAUSED);
      betweenSteps(() -> answer.complete(loop.step()));
    } else if (command instanceof Command.Stop) {
      loop.changePhase(over ? loop.phase() : Phase.STOPPED);
      refuseStepRequests();
      loop.abandonStep();
      betweenSteps(
          () -> {
            loop.saveNewest();
            answer.complete(loop.step());
          });
    } else if (over) {
      answer.completeExceptionally(tooLate());
    } else if (command instanceof Command.Resume) {
      loop.changePhase(Phase.TRAINING);
      answer.complete(loop.step());
    } else if (command instanceof Command.Step) {
      loop.changePhase(Phase.PAUSED);
      stepRequests.add(answer);
    } else if (command instanceof Command.SetLearningRate change) {
      betweenSteps(
          () -> {
            loop.setLearningRate(change.learningRate());
            answer.complete(loop.step());
          });
    }
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

  /** Whether someone waits for a single step. */
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
    return new IllegalStateException("The run is over, at step %d".formatted(loop.step()));
  }

  private <R> void answer(CompletableFuture<R> answer, Supplier<R> question) {
    answerLater(answer, () -> answer.complete(question.get()));
  }

  private void answerLater(CompletableFuture<?> answer, Runnable question) {
    if (!loop.hasNetwork()) {
      answer.completeExceptionally(new IllegalStateException("There is no network to ask"));
    } else if (!answer.isDone()) {
      try {
        question.run();
      } catch (IllegalArgumentException e) { // the asker's fault, such as an image of another size
        answer.completeExceptionally(e);
      }
    }
  }

  private byte[] checked(byte[] image) {
    if (image.length != imageSize) {
      throw new IllegalArgumentException(
          "An image of this network has %d values, not %d".formatted(imageSize, image.length));
    }
    return image;
  }
}
