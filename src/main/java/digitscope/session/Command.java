package digitscope.session;

import digitscope.network.Checkpoint;
import java.util.concurrent.CompletableFuture;

/**
 * What the owner of a network is told or asked: {@link Steering} of its training, or a {@link
 * Question} about it.
 *
 * @param <R> type of its answer
 */
public sealed interface Command<R> permits Command.Steering, Question {
  /** The owner of a network, which gives or promises answers. */
  interface Recipient {
    <R> void steer(Steering<R> command, CompletableFuture<R> answer);

    <R> void ask(Question<R> question, CompletableFuture<R> answer);
  }

  /** Hands this over, on the owner's thread. */
  void reach(Recipient recipient, CompletableFuture<R> answer);

  /**
   * Whether it replaces an older one of its kind that still waits, whose answer then is a {@link
   * java.util.concurrent.CancellationException}.
   */
  default boolean replacesOlder() {
    return false;
  }

  /** What only a training session does. */
  sealed interface Steering<R> extends Command<R> {
    /** Who trains: a method for each kind. */
    interface Visitor {
      void pause(Pause command, CompletableFuture<Long> answer);

      void resume(Resume command, CompletableFuture<Long> answer);

      void step(Step command, CompletableFuture<Long> answer);

      void stop(Stop command, CompletableFuture<Long> answer);

      void setLearningRate(SetLearningRate command, CompletableFuture<Long> answer);

      void save(Save command, CompletableFuture<Checkpoint> answer);
    }

    /** Calls the method of the kind that this is. */
    void accept(Visitor visitor, CompletableFuture<R> answer);

    @Override
    default void reach(Recipient recipient, CompletableFuture<R> answer) {
      recipient.steer(this, answer);
    }
  }

  /** Stop taking steps until {@link Resume}; the answer is the step that was reached. */
  record Pause() implements Steering<Long> {
    @Override
    public void accept(Visitor visitor, CompletableFuture<Long> answer) {
      visitor.pause(this, answer);
    }
  }

  /** Go on. */
  record Resume() implements Steering<Long> {
    @Override
    public void accept(Visitor visitor, CompletableFuture<Long> answer) {
      visitor.resume(this, answer);
    }
  }

  /** Take exactly one step and pause after it; the answer is the number of that step. */
  record Step() implements Steering<Long> {
    @Override
    public void accept(Visitor visitor, CompletableFuture<Long> answer) {
      visitor.step(this, answer);
    }
  }

  /**
   * Take no further step, ever, and leave the one that is under way; the session goes on answering.
   * The answer is the step that was reached, whose weights are saved.
   */
  record Stop() implements Steering<Long> {
    @Override
    public void accept(Visitor visitor, CompletableFuture<Long> answer) {
      visitor.stop(this, answer);
    }
  }

  /** Change the rate that the schedule multiplies; positive. */
  record SetLearningRate(double learningRate) implements Steering<Long> {
    @Override
    public void accept(Visitor visitor, CompletableFuture<Long> answer) {
      visitor.setLearningRate(this, answer);
    }
  }

  /** Copy the weights, optimizer state and position, to be written to disk. */
  record Save() implements Steering<Checkpoint> {
    @Override
    public void accept(Visitor visitor, CompletableFuture<Checkpoint> answer) {
      visitor.save(this, answer);
    }
  }
}
