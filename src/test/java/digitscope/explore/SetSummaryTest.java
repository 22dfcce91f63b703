package digitscope.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.data.Progress;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SetSummaryTest {
  private final Dataset data = Reference.images();
  private final SetSummary summary = SetSummary.of(data, Progress.NONE);

  @Test
  void knowsCountMeanAndDeviationOfEachClass() throws IOException {
    Reference numpy = new Reference();
    for (int label = 0; label < 3; label++) {
      ClassSummary found = summary.classes().get(label);
      assertThat(found.count()).isEqualTo((int) numpy.numbers("counts")[label]);
      Reference.assertClose(found.mean(), numpy.rows("means")[label]);
      Reference.assertClose(found.deviation(), numpy.rows("deviations")[label]);
    }
    assertThat(summary.whole().count()).isEqualTo(40);
    Reference.assertClose(summary.whole().deviation(), numpy.numbers("deviation_of_all"));
  }

  @Test
  void measuresEachImage() throws IOException {
    Reference numpy = new Reference();
    Reference.assertClose(measures(ImageOrder.INK), numpy.numbers("ink"));
    Reference.assertClose(measures(ImageOrder.SIZE), numpy.numbers("boxes"));
    Reference.assertClose(measures(ImageOrder.DISTANCE), numpy.numbers("distances"));
  }

  @Test
  void sortsTheImagesOfAClass() {
    int[] byInk = summary.images(OptionalInt.of(1), ImageOrder.INK, false);
    assertThat(byInk).hasSize(13);
    assertThat(IntStream.of(byInk)).allMatch(image -> data.label(image) == 1);
    assertThat(IntStream.range(1, byInk.length)).allMatch(i -> ink(byInk[i - 1]) <= ink(byInk[i]));
    int[] turned = summary.images(OptionalInt.of(1), ImageOrder.INK, true);
    assertThat(IntStream.range(1, turned.length))
        .allMatch(i -> ink(turned[i - 1]) >= ink(turned[i]));
    assertThat(summary.images(OptionalInt.empty(), ImageOrder.INDEX, false))
        .isEqualTo(IntStream.range(0, 40).toArray());
    assertThat(summary.images(OptionalInt.empty(), ImageOrder.INDEX, true)).startsWith(39, 38);
  }

  @Test
  void sortsEqualImagesByIndexEitherWay() {
    SetSummary blank = SetSummary.of(blank(5), Progress.NONE);
    int[] all = {0, 1, 2, 3, 4};
    assertThat(blank.images(OptionalInt.empty(), ImageOrder.SIZE, false)).isEqualTo(all);
    assertThat(blank.images(OptionalInt.empty(), ImageOrder.SIZE, true)).isEqualTo(all);
  }

  @Test
  void knowsAClassWithoutImages() {
    ClassSummary none = SetSummary.of(blank(5), Progress.NONE).classes().get(1);
    assertThat(none.count()).isZero();
    assertThat(none.mean()).containsOnly(0);
    assertThat(none.deviation()).containsOnly(0);
  }

  @Test
  void findsTheSizeInAnyChannel() {
    byte[] pixels = new byte[2 * 3 * 3];
    pixels[1] = (byte) 255; // first channel, first row
    pixels[9 + 2 * 3 + 2] = 64; // second channel, last row
    pixels[9 + 2 * 3] = 63; // too faint to count
    Dataset colored = new Dataset("c", new ImageShape(2, 3, 3), List.of("a"), pixels, new byte[1]);
    assertThat(SetSummary.of(colored, Progress.NONE).measure(ImageOrder.SIZE, 0)).isEqualTo(6);
  }

  @Test
  void endsWhenNobodyWantsIt() {
    assertThatThrownBy(() -> SetSummary.of(data, Cancelled.AT_ONCE))
        .isInstanceOf(CancellationException.class);
  }

  private static Dataset blank(int count) {
    ImageShape shape = new ImageShape(1, 2, 2);
    return new Dataset(
        "blank", shape, List.of("a", "b"), new byte[count * shape.size()], new byte[count]);
  }

  private float ink(int image) {
    return summary.measure(ImageOrder.INK, image);
  }

  private float[] measures(ImageOrder order) {
    float[] measures = new float[data.size()];
    for (int i = 0; i < measures.length; i++) {
      measures[i] = summary.measure(order, i);
    }
    return measures;
  }
}
