package digitscope.ui.fx;

import digitscope.session.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * Stored steps without files: a test says which there are, and how questions about them are
 * answered, which happens at once and on the caller's thread.
 */
public final class FakeMoments implements Moments {
  private final ObjectProperty<List<Long>> steps = new SimpleObjectProperty<>(List.of());
  private final ObjectProperty<OptionalLong> shown =
      new SimpleObjectProperty<>(OptionalLong.empty());
  private final List<Map.Entry<Long, Question<?>>> asked = new ArrayList<>();
  private BiFunction<Long, Question<?>, Object> answers =
      (step, question) -> {
        throw new IllegalStateException("No run");
      };

  @Override
  public ObjectProperty<List<Long>> stepsProperty() {
    return steps;
  }

  @Override
  public ObjectProperty<OptionalLong> shownProperty() {
    return shown;
  }

  @Override
  public void look(long step) {
    shown.set(OptionalLong.of(step));
  }

  /** As {@link FakeLens#answerWith}, for a step. */
  public void answerWith(BiFunction<Long, Question<?>, Object> how) {
    answers = how;
  }

  @Override
  @SuppressWarnings("unchecked") // the test gives the answer that its question calls for
  public <R> CompletableFuture<R> ask(long step, Question<R> question) {
    asked.add(Map.entry(step, question));
    try {
      Object answer = answers.apply(step, question);
      return answer instanceof CompletableFuture<?> later
          ? (CompletableFuture<R>) later
          : CompletableFuture.completedFuture((R) answer);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Every question so far, with its step. */
  public List<Map.Entry<Long, Question<?>>> asked() {
    return List.copyOf(asked);
  }
}
