package digitscope.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.data.Correction.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorrectionsTest {
  private static final List<String> NAMES = List.of("zero", "one", "two");

  private final DataSplits splits = splits(0);

  @Test
  void changeLabelsAndLeaveImagesOut() throws DataException {
    Corrections corrections =
        Corrections.NONE
            .with(decision(Split.TRAIN, 4, new Verdict.Relabel("two")))
            .with(decision(Split.TEST, 1, new Verdict.LeaveOut()))
            .with(decision(Split.TEST, 2, new Verdict.Keep()));

    DataSplits corrected = corrections.applyTo(splits);

    assertThat(labels(splits.train())).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2);
    assertThat(labels(corrected.train())).containsExactly(0, 1, 2, 0, 2, 2, 0, 1, 2);
    assertThat(labels(corrected.test())).containsExactly(0, 2, 0);
    assertThat(corrected.test().image(1)).isEqualTo(splits.test().image(2));
    assertThat(IntStream.range(0, 3).map(corrected.test()::origin)).containsExactly(0, 2, 3);
    assertThat(corrected.corrected().counts()).isEqualTo("1 label changed, 1 image left out");
    assertThat(corrected.corrected().unplaced()).isZero();
    assertThat(corrected.sha256()).isNotEqualTo(splits.sha256());
    assertThat(corrected.train().originalLabel(4)).isEqualTo(1);
    assertThat(Correction.of(Split.TRAIN, corrected.train(), 4, new Verdict.Keep()).label())
        .isEqualTo("one");
    assertThat(corrected.limit(5).corrected()).isEqualTo(corrected.corrected());
  }

  @Test
  void haveOneVerdictAnImageAndCanBeTakenBack() throws DataException {
    Correction first = decision(Split.TRAIN, 4, new Verdict.Relabel("two"));
    Correction second = decision(Split.TRAIN, 4, new Verdict.LeaveOut());
    Corrections both = Corrections.NONE.with(first).with(second);

    assertThat(both.decisions()).containsExactly(second);
    assertThat(both.of(Split.TRAIN, splits.train(), 4)).contains(second);
    assertThat(both.of(Split.TEST, splits.test(), 0)).isEmpty();
    assertThat(both.without(first)).isEqualTo(Corrections.NONE);
    assertThat(Corrections.NONE.applyTo(splits)).isSameAs(splits);
  }

  @Test
  void findTheirImageByItsPixelsWhenImagesHaveComeOrGone() throws DataException {
    Corrections corrections =
        Corrections.NONE
            .with(decision(Split.TRAIN, 4, new Verdict.Relabel("two")))
            .with(decision(Split.TEST, 0, new Verdict.LeaveOut()));
    Dataset moved = splits.train().choose(new int[] {3, 4, 5});
    Dataset renumbered = copy(moved);

    DataSplits corrected = corrections.applyTo(new DataSplits("moved", renumbered, splits.test()));

    assertThat(labels(renumbered)).containsExactly(0, 1, 2);
    assertThat(labels(corrected.train())).containsExactly(0, 2, 2);
    assertThat(corrected.corrected().unplaced()).isZero();
  }

  @Test
  void areNeverAppliedToOtherImages() throws DataException {
    Corrections corrections =
        Corrections.NONE
            .with(decision(Split.TRAIN, 4, new Verdict.Relabel("two")))
            .with(decision(Split.TEST, 0, new Verdict.LeaveOut()));
    DataSplits others = splits(100);

    DataSplits corrected = corrections.applyTo(others);

    assertThat(corrected.sha256()).isEqualTo(others.sha256());
    assertThat(corrected.corrected()).isEqualTo(new Corrected(0, 0, 2, ""));
    assertThat(corrected.corrected().sentence().orElseThrow())
        .contains("2 more are saved but not applied");
  }

  @Test
  void areNotAppliedToTwinsThatCannotBeToldApart() throws DataException {
    Correction decision = decision(Split.TRAIN, 4, new Verdict.LeaveOut());
    Dataset twins = copy(splits.train().choose(new int[] {4, 3, 4}));

    DataSplits corrected =
        Corrections.NONE.with(decision).applyTo(new DataSplits("twins", twins, splits.test()));

    assertThat(corrected.train().size()).isEqualTo(3);
    assertThat(corrected.corrected().unplaced()).isEqualTo(1);
  }

  @Test
  void areNotAppliedWhenTheDataHasAnotherLabelNow() throws DataException {
    Correction onceDecided =
        new Correction(
            Split.TRAIN, 4, splits.train().sha256(4), "zero", new Verdict.Relabel("two"));
    Correction toNoClass = decision(Split.TRAIN, 3, new Verdict.Relabel("three"));

    DataSplits corrected = new Corrections(List.of(onceDecided, toNoClass)).applyTo(splits);

    assertThat(corrected.corrected()).isEqualTo(new Corrected(0, 0, 2, ""));
  }

  @Test
  void haveTheSameChecksumInWhateverOrderTheyWereMade() throws DataException {
    Correction one = decision(Split.TRAIN, 4, new Verdict.Relabel("two"));
    Correction other = decision(Split.TEST, 0, new Verdict.LeaveOut());
    String sha256 = new Corrections(List.of(one, other)).applyTo(splits).corrected().sha256();

    assertThat(sha256).hasSize(64);
    assertThat(new Corrections(List.of(other, one)).applyTo(splits).corrected().sha256())
        .isEqualTo(sha256);
    assertThat(new Corrections(List.of(one)).applyTo(splits).corrected().sha256())
        .isNotEqualTo(sha256);
  }

  @Test
  void cannotLeaveNoImage() {
    Corrections all =
        new Corrections(
            IntStream.range(0, 4)
                .mapToObj(i -> decision(Split.TEST, i, new Verdict.LeaveOut()))
                .toList());

    assertThatThrownBy(() -> all.applyTo(splits))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("leave all of them out");
  }

  private Correction decision(Split split, int index, Verdict verdict) {
    Dataset set = split.of(splits);
    return Correction.of(split, set, index, verdict);
  }

  private static DataSplits splits(int firstPixel) {
    return new DataSplits("few", set(9, firstPixel), set(4, firstPixel + 50));
  }

  /** Images of one pixel, each of another gray, with the labels 0, 1, 2, 0, 1, 2 and so on. */
  private static Dataset set(int images, int firstPixel) {
    byte[] pixels = new byte[images];
    byte[] labels = new byte[images];
    for (int i = 0; i < images; i++) {
      pixels[i] = (byte) (firstPixel + i);
      labels[i] = (byte) (i % NAMES.size());
    }
    return new Dataset("set", new ImageShape(1, 1, 1), NAMES, pixels, labels);
  }

  /** The same images, renumbered. */
  private static Dataset copy(Dataset set) {
    byte[] pixels = new byte[set.size()];
    byte[] labels = new byte[set.size()];
    for (int i = 0; i < set.size(); i++) {
      set.copyImage(i, pixels, i);
      labels[i] = (byte) set.label(i);
    }
    return new Dataset("copy", set.shape(), NAMES, pixels, labels);
  }

  private static IntStream labels(Dataset set) {
    return IntStream.range(0, set.size()).map(set::label);
  }
}
