package digitscope.session;

import digitscope.config.RunConfig;
import digitscope.config.ValidationSpec;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.HeldOut;
import digitscope.data.Progress;
import digitscope.eval.Evaluation;
import digitscope.io.UnreadyException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * What networks say of images that they were not trained on, for every image of a set: the set is
 * divided into folds, and each is judged by a network that learns from the others.
 */
public final class CrossValidation {
  private CrossValidation() {}

  /**
   * Judges every image of a set. Blocks while as many networks are trained as there are folds, one
   * after another.
   *
   * @param config what to train and how; nothing more is held out, and nothing is recorded
   * @param folds at least 2
   * @return probabilities of all images in their order; its step is that of the last network
   * @throws CancellationException if {@code progress} asked for the end
   * @throws IllegalStateException if a training failed, in a sentence
   */
  public static Evaluation judge(Dataset data, RunConfig config, int folds, Progress progress) {
    List<int[]> parts = HeldOut.folds(data, folds, config.training().seed());
    byte[] labels = new byte[data.size()];
    float[] probabilities = new float[data.size() * data.classes()];
    double loss = 0;
    long step = 0;
    for (int fold = 0; fold < folds; fold++) {
      int[] images = parts.get(fold);
      Evaluation judged =
          judge(
              data.choose(others(data.size(), images)),
              data.choose(images),
              config,
              new PartOf(progress, fold, folds));
      for (int i = 0; i < images.length; i++) {
        labels[images[i]] = (byte) judged.actual(i);
        System.arraycopy(
            judged.probabilities(i), 0, probabilities, images[i] * data.classes(), data.classes());
      }
      loss += judged.loss() * images.length / data.size();
      step = judged.step();
    }
    return new Evaluation(step, data.classes(), labels, probabilities, loss);
  }

  /**
   * Judges images by one network that learns from others. Blocks while it is trained.
   *
   * @throws CancellationException as {@link #judge(Dataset, RunConfig, int, Progress)}
   * @throws IllegalStateException if the training failed, in a sentence
   */
  public static Evaluation judge(
      Dataset learned, Dataset judged, RunConfig config, Progress progress) {
    RunConfig plain =
        config
            .withLimit(0)
            .withTraining(
                config.training().with(draft -> draft.validation = ValidationSpec.none()));
    DataSplits splits = new DataSplits(config.data(), learned, judged);
    CancelToken token = new CancelToken();
    Listener listener = new Listener(token, progress);
    TrainingSession.fresh(splits, plain).run(listener, token);
    if (progress.isCancelled()) {
      throw new CancellationException();
    }
    Snapshot last = listener.last.orElseThrow();
    last.progress()
        .failure()
        .ifPresent(
            text -> {
              throw new UnreadyException(text);
            });
    return last.view().evaluation().orElseThrow();
  }

  private static int[] others(int size, int[] left) {
    boolean[] isLeft = new boolean[size];
    for (int image : left) {
      isLeft[image] = true;
    }
    return IntStream.range(0, size).filter(image -> !isLeft[image]).toArray();
  }

  /** Waits for the end of a session, and ends it then. */
  private static final class Listener implements SnapshotSink {
    private final CancelToken token;
    private final Progress progress;
    private Optional<Snapshot> last = Optional.empty();

    Listener(CancelToken token, Progress progress) {
      this.token = token;
      this.progress = progress;
    }

    @Override
    public void publish(Snapshot snapshot) {
      last = Optional.of(snapshot);
      progress.advance(snapshot.progress().progress());
      if (snapshot.progress().phase().isOver() || progress.isCancelled()) {
        token.cancel();
      }
    }
  }

  /** One fold of a piece of work. */
  private record PartOf(Progress whole, int part, int parts) implements Progress {
    @Override
    public void advance(double fraction) {
      whole.advance((part + fraction) / parts);
    }

    @Override
    public boolean isCancelled() {
      return whole.isCancelled();
    }
  }
}
