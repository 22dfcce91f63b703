package digitscope.ui.confusion;

import digitscope.io.Reason;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * What was asked of the session: its newest answer, which stays until the next one is there, or why
 * there is none. Used on the JavaFX thread.
 *
 * @param <T> type of the answer
 */
final class Answer<T> {
  private final Runnable onAnswered;
  private final ReadOnlyObjectWrapper<Optional<T>> value =
      new ReadOnlyObjectWrapper<>(this, "value", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<String>> problem =
      new ReadOnlyObjectWrapper<>(this, "problem", Optional.empty());
  private Optional<Object> asked = Optional.empty();
  private boolean awaited;
  private long ticket;

  /**
   * @param onAnswered runs whenever nothing is awaited any more
   */
  Answer(Runnable onAnswered) {
    this.onAnswered = onAnswered;
  }

  ReadOnlyObjectProperty<Optional<T>> valueProperty() {
    return value.getReadOnlyProperty();
  }

  Optional<T> value() {
    return value.get();
  }

  /** Why there is no answer, in a sentence; empty as long as there may come one. */
  ReadOnlyObjectProperty<Optional<String>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /**
   * Asks, unless just this was asked last, or an answer is awaited.
   *
   * @param what tells questions apart
   */
  void refresh(Object what, Supplier<CompletableFuture<T>> question) {
    if (!awaited && !asked.equals(Optional.of(what))) {
      ask(what, question);
    }
  }

  /** Asks instead of what was asked before. */
  void ask(Object what, Supplier<CompletableFuture<T>> question) {
    asked = Optional.of(what);
    awaited = true;
    long own = ++ticket;
    var unused =
        question
            .get()
            .whenComplete(
                (found, error) -> {
                  if (own == ticket) {
                    awaited = false;
                    if (error == null) {
                      problem.set(Optional.empty());
                      value.set(Optional.of(found));
                    } else if (!(error instanceof CancellationException)) {
                      problem.set(Optional.of(Reason.of(error)));
                    }
                    onAnswered.run();
                  }
                });
  }

  /** Does not hear what is still awaited; the last answer stays. */
  void leave() {
    if (awaited) {
      ticket++;
      awaited = false;
      asked = Optional.empty();
    }
  }

  /** Drops the answer, and does not hear what is still awaited. */
  void forget() {
    ticket++;
    awaited = false;
    asked = Optional.empty();
    problem.set(Optional.empty());
    value.set(Optional.empty());
  }
}
