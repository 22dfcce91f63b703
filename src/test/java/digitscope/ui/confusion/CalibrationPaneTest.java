package digitscope.ui.confusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import digitscope.eval.Calibration;
import digitscope.eval.Evaluation;
import digitscope.eval.MetricLog;
import digitscope.eval.Temperature;
import digitscope.session.Snapshot;
import digitscope.ui.fx.FakeLens;
import digitscope.ui.fx.SampleSnapshots;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.SteadyRobot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class CalibrationPaneTest {
  private static final int BINS = 10;
  private static final Pattern IMAGES = Pattern.compile(": ([\\d,]+) images?,");

  private final FakeLens lens = new FakeLens();
  private final ConfusionViewModel model =
      new ConfusionViewModel(lens, new Selection(), Runnable::run, Runnable::run);
  private final Evaluation tested = SampleSnapshots.evaluation(100, 10, 2000, 1);
  private final Evaluation heldOut = SampleSnapshots.evaluation(100, 10, 300, 2);

  @Start
  void start(Stage stage) {
    stage.setScene(new Scene(new ConfusionView(model), 1280, 800));
    stage.show();
    lens.dataProperty().set(Optional.of(SampleSnapshots.data(tested)));
    model.activeProperty().set(true);
  }

  @Test
  void errorIsThatOfTheScaledAnswersWhileTheyAreScaled(FxRobot robot) {
    publish(robot, SampleSnapshots.training(tested, heldOut, new MetricLog()));
    robot.clickOn("#tab-calibration");
    double temperature = Temperature.fit(heldOut);
    String asTheyAre = error(Calibration.of(tested, BINS));
    String scaled = error(Calibration.of(Temperature.apply(tested, temperature), BINS));
    assertThat(scaled).isNotEqualTo(asTheyAre);
    assertThat(text(robot, "#calibration-error")).endsWith(asTheyAre);
    assertThat(text(robot, "#calibration-temperature"))
        .startsWith(String.format(Locale.ROOT, "Temperature %.2f,", temperature));
    robot.clickOn("#calibration-scaled");
    assertThat(text(robot, "#calibration-error")).endsWith(scaled);
    robot.clickOn("#calibration-scaled");
    assertThat(text(robot, "#calibration-error")).endsWith(asTheyAre);
  }

  @Test
  void nothingIsScaledIfNoImagesAreHeldOut(FxRobot robot) {
    publish(robot, SampleSnapshots.training(100, Optional.of(tested), new MetricLog()));
    robot.clickOn("#tab-calibration");
    CheckBox box = robot.lookup("#calibration-scaled").queryAs(CheckBox.class);
    assertThat(box.isDisabled()).isTrue();
    assertThat(text(robot, "#calibration-temperature")).contains("hold out training images");
    publish(robot, SampleSnapshots.training(tested, heldOut, new MetricLog()));
    assertThat(box.isDisabled()).isFalse();
  }

  @Test
  void everyImageIsInABarOfTheHistogram(FxRobot robot) {
    publish(robot, SampleSnapshots.training(tested, heldOut, new MetricLog()));
    robot.clickOn("#tab-calibration");
    List<Integer> before = counts(robot);
    assertThat(before.stream().mapToInt(count -> count).sum()).isEqualTo(tested.size());
    assertInProportion(heights(robot), before);
    robot.clickOn("#calibration-scaled");
    List<Integer> after = counts(robot);
    assertThat(after).isNotEqualTo(before);
    assertThat(after.stream().mapToInt(count -> count).sum()).isEqualTo(tested.size());
    assertInProportion(heights(robot), after);
  }

  private static void assertInProportion(List<Double> heights, List<Integer> counts) {
    double highest = heights.stream().mapToDouble(height -> height).max().orElseThrow();
    int most = counts.stream().mapToInt(count -> count).max().orElseThrow();
    assertThat(highest).isGreaterThan(10);
    for (int bin = 0; bin < BINS; bin++) {
      assertThat(heights.get(bin)).isCloseTo(highest * counts.get(bin) / most, within(1.0));
    }
  }

  /** How many images each bar says there are. */
  private static List<Integer> counts(FxRobot robot) {
    return IntStream.range(0, BINS).mapToObj(bin -> count(bar(robot, bin))).toList();
  }

  private static int count(Region bar) {
    Matcher images = IMAGES.matcher(bar.getAccessibleText());
    if (images.find()) {
      return Integer.parseInt(images.group(1).replace(",", ""));
    }
    assertThat(bar.getAccessibleText()).endsWith("no images");
    return 0;
  }

  private static List<Double> heights(FxRobot robot) {
    robot.interact(() -> bar(robot, 0).getScene().getRoot().layout());
    return IntStream.range(0, BINS).mapToObj(bin -> bar(robot, bin).getHeight()).toList();
  }

  private static Region bar(FxRobot robot, int bin) {
    return robot.lookup("#confidence-" + bin).queryAs(Region.class);
  }

  private static String error(Calibration calibration) {
    return String.format(Locale.ROOT, " %.2f %%", 100 * calibration.expectedError());
  }

  private void publish(FxRobot robot, Snapshot snapshot) {
    robot.interact(() -> lens.show(snapshot));
  }

  private static String text(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(Label.class).getText();
  }
}
