package digitscope.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.eval.Evaluation;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.network.ParameterLayout;
import digitscope.network.ParameterLayout.ArrayPlace;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What a session says of the steps before its evaluations. */
class UpdateMeterTest {
  private final Map<Long, float[]> moves = new ConcurrentHashMap<>();
  private final Map<Long, float[]> evaluated = new ConcurrentHashMap<>();
  private final SnapshotSink sink =
      new SnapshotSink() {
        @Override
        public void publish(Snapshot snapshot) {}

        @Override
        public void moved(long step, float[] updateNorms) {
          moves.put(step, updateNorms);
        }

        @Override
        public void evaluated(float[] parameters, Evaluation test, Optional<Evaluation> heldOut) {
          evaluated.put(test.step(), parameters);
        }
      };

  private static List<ArrayPlace> arrays() {
    return ParameterLayout.of(TinyTask.config().network(), TinyTask.data().train().shape(), 4)
        .trainedArrays();
  }

  /** √Σ(a − b)², in the plainest way. */
  private static double distance(ArrayPlace array, float[] a, float[] b) {
    double squares = 0;
    for (int i = array.offset(); i < array.offset() + array.size(); i++) {
      squares += Math.pow((double) a[i] - b[i], 2);
    }
    return Math.sqrt(squares);
  }

  @Test
  void tellsHowFarASingleStepMovedEachArray() throws Exception {
    TrainingSession session =
        TrainingSession.fresh(TinyTask.data(), TinyTask.endless(), new MetricLog());
    try (RunningSession running = new RunningSession(session, sink)) {
      running.ask(new Command.Pause());
      Checkpoint before = running.ask(new Command.Save());
      long step = running.ask(new Command.Step());
      Checkpoint after = running.ask(new Command.Save());
      running.await(
          snapshot ->
              snapshot.view().evaluation().filter(found -> found.step() == step).isPresent());

      assertThat(before.step()).isEqualTo(step - 1);
      assertThat(evaluated.get(step)).isEqualTo(after.parameters());
      float[] norms = Objects.requireNonNull(moves.get(step));
      assertThat(norms).hasSize(arrays().size());
      for (int i = 0; i < norms.length; i++) {
        double wanted = distance(arrays().get(i), before.parameters(), after.parameters());
        assertThat((double) norms[i]).isPositive().isCloseTo(wanted, within(1e-6 * wanted));
      }
    }
  }

  @Test
  void measuresTheStepBeforeEachEvaluationButTheFirst() throws Exception {
    TrainingSession session =
        TrainingSession.fresh(TinyTask.data(), TinyTask.config(), new MetricLog());
    try (RunningSession running = new RunningSession(session, sink)) {
      running.awaitPhase(Phase.FINISHED);
    }
    assertThat(evaluated).containsKeys(0L, 10L, 20L, 30L);
    evaluated.remove(0L);
    assertThat(moves.keySet()).isEqualTo(evaluated.keySet());
  }

  @Test
  void trainsTheSameWeightsHoweverStepsAreGroupedToBeMeasured() throws Exception {
    float[] atOnce;
    try (RunningSession running =
        new RunningSession(
            TrainingSession.fresh(TinyTask.data(), TinyTask.config(), new MetricLog()))) {
      running.awaitPhase(Phase.FINISHED);
      atOnce = running.ask(new Command.Save()).parameters();
    }
    try (RunningSession running =
        RunningSession.paused(
            TrainingSession.fresh(TinyTask.data(), TinyTask.config(), new MetricLog()))) {
      long step = running.last().progress().step();
      while (step < 30) {
        step = running.ask(new Command.Step());
      }
      assertThat(running.ask(new Command.Save()).parameters()).isEqualTo(atOnce);
    }
  }
}
