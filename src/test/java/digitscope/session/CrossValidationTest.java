package digitscope.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.config.RunConfig;
import digitscope.data.Dataset;
import digitscope.data.Progress;
import digitscope.eval.Evaluation;
import digitscope.eval.SuspectLabels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
  private static final RunConfig CONFIG =
      TinyTask.config().withTraining(TinyTask.config().training().withEpochs(8));

  private final Dataset images = TinyTask.data().train();

  @Test
  void judgesEveryImageInItsPlace() {
    List<Double> heard = new ArrayList<>();
    Evaluation judged =
        CrossValidation.judge(
            images,
            CONFIG,
            4,
            new Progress() {
              @Override
              public void advance(double fraction) {
                heard.add(fraction);
              }

              @Override
              public boolean isCancelled() {
                return false;
              }
            });

    assertThat(judged.size()).isEqualTo(images.size());
    assertThat(IntStream.range(0, judged.size()).map(judged::actual))
        .containsExactlyElementsOf(
            IntStream.range(0, images.size()).map(images::label).boxed().toList());
    assertThat(judged.accuracy()).isGreaterThan(0.9);
    assertThat(heard).isSorted();
    assertThat(heard.get(heard.size() - 1)).isEqualTo(1);
  }

  @Test
  void asksNoNetworkAboutWhatItLearned() {
    Random random = new Random(1);
    Dataset noise = relabeled(i -> random.nextInt(4));

    Evaluation judged = CrossValidation.judge(noise, longer(30), 4, Progress.NONE);

    // Memorized, they would be predicted correctly; they can't be guessed.
    assertThat(judged.accuracy()).isLessThan(0.4);
  }

  @Test
  void findsWrongLabelsAmongTheImagesThatTheNetworksLearnFrom() {
    Set<Integer> wrong = new HashSet<>();
    Random random = new Random(2);
    while (wrong.size() < 20) {
      wrong.add(random.nextInt(images.size()));
    }
    Dataset planted =
        relabeled(i -> wrong.contains(i) ? (images.label(i) + 1) % 4 : images.label(i));

    Set<Integer> found =
        SuspectLabels.of(CrossValidation.judge(planted, longer(24), 4, Progress.NONE)).stream()
            .limit(30)
            .map(SuspectLabels.Suspect::image)
            .collect(Collectors.toSet());

    assertThat(wrong.stream().filter(found::contains).count()).isGreaterThanOrEqualTo(18);
  }

  @Test
  void endsWhenItIsToldTo() {
    Progress impatient =
        new Progress() {
          @Override
          public void advance(double fraction) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    assertThatThrownBy(() -> CrossValidation.judge(images, TinyTask.endless(), 2, impatient))
        .isInstanceOf(CancellationException.class);
  }

  private static RunConfig longer(int epochs) {
    return CONFIG.withTraining(CONFIG.training().withEpochs(epochs));
  }

  private interface Labels {
    int of(int image);
  }

  private Dataset relabeled(Labels labels) {
    byte[] pixels = new byte[images.size() * images.shape().size()];
    byte[] changed = new byte[images.size()];
    for (int i = 0; i < changed.length; i++) {
      images.copyImage(i, pixels, i * images.shape().size());
      changed[i] = (byte) labels.of(i);
    }
    return new Dataset("relabeled", images.shape(), images.classNames(), pixels, changed);
  }
}
