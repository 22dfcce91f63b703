package digitscope.ui.data;

import digitscope.eval.Evaluation;
import digitscope.explore.SetMap;
import digitscope.ui.data.MapViewModel.Coloring;
import digitscope.ui.fx.ChosenImages;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Which points of a map stand out, and in what color. */
final class MapLook {
  private static final int RIGHT = 0xff8a94a6;
  private static final int WRONG = 0xffe5484d;

  private MapLook() {}

  /** Paints a map as the page wants to see it now. */
  static MapPainter painter(DataViewModel model, SetMap map) {
    int classes = map.data().classes();
    int[] colors = new int[classes];
    Arrays.setAll(colors, label -> ClassColors.argb(label, classes));
    OptionalInt label = model.queryProperty().get().label();
    Optional<Evaluation> evaluation = model.evaluationProperty().get();
    boolean isVerdict =
        model.map().coloringProperty().get() == Coloring.VERDICT && evaluation.isPresent();
    IntUnaryOperator color =
        isVerdict ? verdicts(map, evaluation.get()) : point -> colors[map.label(point)];
    Optional<Lasso> caught = model.queryProperty().get().lasso();
    if (caught.isPresent()) {
      return new MapPainter(map, color, point -> caught.get().holds(map.images()[point]), true);
    }
    Optional<ChosenImages.Found> highlighted = model.highlightedProperty().get();
    if (highlighted.isPresent()) {
      return new MapPainter(map, color, isAmong(map, highlighted.get().images()), true);
    }
    return new MapPainter(
        map,
        color,
        isVerdict
            ? wrongOrChosen(map, evaluation.get(), label)
            : point -> label.isEmpty() || map.label(point) == label.getAsInt());
  }

  private static IntPredicate isAmong(SetMap map, List<Integer> images) {
    BitSet chosen = new BitSet();
    images.forEach(chosen::set);
    return point -> chosen.get(map.images()[point]);
  }

  private static IntUnaryOperator verdicts(SetMap map, Evaluation evaluation) {
    return point -> isRight(evaluation, map.images()[point]) ? RIGHT : WRONG;
  }

  /** Without a class, what is wrong is painted over what is right. */
  private static IntPredicate wrongOrChosen(SetMap map, Evaluation evaluation, OptionalInt label) {
    return label.isPresent()
        ? point -> map.label(point) == label.getAsInt()
        : point -> !isRight(evaluation, map.images()[point]);
  }

  private static boolean isRight(Evaluation evaluation, int image) {
    return evaluation.actual(image) == evaluation.predicted(image);
  }

  static int verdictColor(boolean isRight) {
    return isRight ? RIGHT : WRONG;
  }
}
