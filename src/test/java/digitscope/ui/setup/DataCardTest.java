package digitscope.ui.setup;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import digitscope.config.CatalogueFiles;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.data.Corrected;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.download.KnownSet;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.DataOffer;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.FxThread;
import digitscope.ui.fx.Samples;
import digitscope.ui.fx.SteadyRobot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
final class DataCardTest {
  private final Mirror mirror = new Mirror();
  private final SetupViewModel model;

  DataCardTest() throws ConfigException {
    model =
        new SetupViewModel(
            new ConfigFiles(),
            new DataLibrary(new BackgroundTasks(), mirror, "reading"),
            new ConfigFiles().preset("cnn"),
            Runnable::run,
            new FxThread());
  }

  /** MNIST is to be downloaded, slowly; Fashion-MNIST is here. */
  private static final class Mirror implements DataLibrary.Source {
    private final List<String> read = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch rest = new CountDownLatch(1);
    private volatile boolean isHere;
    private volatile boolean isOffline;
    private volatile boolean isDamaged;
    private volatile Corrected corrected = Corrected.NOTHING;

    @Override
    public DataSplits read(String name, BackgroundTask<?> task) throws DataException {
      read.add(name);
      if (name.equals("mnist")) {
        if (isOffline) {
          throw new DataException("MNIST could not be downloaded: nobody cannot be reached");
        }
        task.report(4.2e6, 11.6e6);
        try {
          rest.await();
        } catch (InterruptedException e) {
          throw new CancellationException();
        }
        isHere = true;
      }
      return Samples.data();
    }

    @Override
    public DataSplits correct(DataSplits read) throws DataException {
      if (isDamaged) {
        throw new DataException("corrections.json is damaged");
      }
      return new DataSplits(read.source(), read.train(), read.test(), corrected);
    }

    @Override
    public boolean isHere(String name) {
      return isHere || !name.equals("mnist");
    }

    @Override
    public List<DataOffer> offers() {
      List<DataOffer> offers = new ArrayList<>();
      for (KnownSet set : new CatalogueFiles().bundled().sets()) {
        offers.add(new DataOffer(set.name(), isHere(set.name()), Optional.of(set)));
      }
      offers.add(new DataOffer("my-images", true, Optional.empty()));
      return offers;
    }
  }

  @Start
  void start(Stage stage) {
    Scene scene = new Scene(new SetupView(model), 312, 700);
    scene.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    scene.getStylesheets().addAll("css/base.css", "css/setup.css");
    stage.setScene(scene);
    stage.show();
  }

  @Test
  void saysWhatIsCorrectedAndDoesWithoutIt(FxRobot robot) {
    mirror.corrected = new Corrected(12, 3, 0, "0".repeat(64));
    robot.interact(() -> model.useData("fashion-mnist"));
    CheckBox corrections = robot.lookup("#data-corrections").query();
    await(corrections::isVisible);
    assertThat(corrections.getText())
        .isEqualTo("Corrections: 12 labels changed, 3 images left out");
    assertThat(corrections.isSelected()).isTrue();

    robot.clickOn(corrections);
    await(() -> model.dataProperty().get().isPresent());
    assertThat(model.config().corrections()).isFalse();
    assertThat(corrections.isSelected()).isFalse();
    assertThat(model.dataProperty().get().orElseThrow().corrected()).isEqualTo(Corrected.NOTHING);
  }

  @Test
  void offersToDoWithoutCorrectionsThatAreDamaged(FxRobot robot) {
    mirror.isDamaged = true;
    robot.interact(() -> model.useData("fashion-mnist"));
    CheckBox corrections = robot.lookup("#data-corrections").query();
    await(corrections::isVisible);
    assertThat(robot.lookup("#data-problem").queryAs(Label.class).getText()).contains("is damaged");

    robot.clickOn(corrections);
    await(() -> model.dataProperty().get().isPresent());
    assertThat(model.dataProblemProperty().get()).isEmpty();
  }

  @Test
  void offersEverySetAndWhatWasImported(FxRobot robot) {
    await(() -> !model.sources().offersProperty().get().isEmpty());

    assertThat(menu(robot).getItems())
        .extracting(MenuItem::getId)
        .startsWith("data-source-digits", null, "data-source-mnist", "data-source-fashion-mnist")
        .endsWith("data-source-qmnist", null, "data-source-my-images");
    assertThat(menu(robot).getText()).isEqualTo("Bundled digits");
    choose(robot, "my-images");
    assertThat(model.config().data()).isEqualTo("my-images");
    await(() -> model.dataProperty().get().isPresent());
  }

  @Test
  void downloadsOnlyWhenAskedAndTellsHowFarItIs(FxRobot robot) {
    choose(robot, "mnist");
    await(() -> isShown(robot, "#data-download"));
    assertThat(text(robot, "#data-missing")).isEqualTo("Not downloaded (12\u00a0MB)");
    assertThat(mirror.read).isEmpty();

    fire(robot, "#data-download");
    await(() -> text(robot, "#data-arrived").equals("4.2 of 11.6\u00a0MB"));
    assertThat(isShown(robot, "#data-download")).isFalse();
    mirror.rest.countDown();
    await(() -> model.dataProperty().get().isPresent());
    await(() -> model.sources().chosen().filter(DataOffer::isHere).isPresent());
    assertThat(isShown(robot, "#data-cancel")).isFalse();
    assertThat(mirror.read).containsExactly("mnist");
  }

  @Test
  void offersTheDownloadAgainAfterItWasCancelled(FxRobot robot) {
    choose(robot, "mnist");
    await(() -> isShown(robot, "#data-download"));
    fire(robot, "#data-download");
    await(() -> isShown(robot, "#data-cancel"));

    fire(robot, "#data-cancel");

    await(() -> isShown(robot, "#data-download"));
    assertThat(isShown(robot, "#data-problem")).isFalse();
  }

  @Test
  void offersTheBundledDigitsWhenADownloadFails(FxRobot robot) {
    mirror.isOffline = true;
    choose(robot, "mnist");
    await(() -> isShown(robot, "#data-download"));
    fire(robot, "#data-download");
    await(() -> isShown(robot, "#data-problem"));
    assertThat(text(robot, "#data-problem")).startsWith("MNIST could not be downloaded");

    fire(robot, "#data-instead");

    assertThat(model.config().data()).isEqualTo("digits");
    await(() -> model.dataProperty().get().isPresent());
    assertThat(isShown(robot, "#data-instead")).isFalse();
    assertThat(isShown(robot, "#data-problem")).isFalse();
  }

  @Test
  void unfoldsLicenseAndCitation(FxRobot robot) {
    choose(robot, "fashion-mnist");
    assertThat(text(robot, "#data-about")).startsWith("Pictures of clothing");
    assertThat(isShown(robot, "#data-terms")).isFalse();

    fire(robot, "#data-terms-link");

    assertThat(isShown(robot, "#data-terms")).isTrue();
    assertThat(text(robot, "#data-terms"))
        .contains("License: MIT", "Citation: H. Xiao", "https://");
  }

  private void choose(FxRobot robot, String name) {
    await(() -> !model.sources().offersProperty().get().isEmpty());
    robot.interact(
        () ->
            menu(robot).getItems().stream()
                .filter(item -> ("data-source-" + name).equals(item.getId()))
                .forEach(MenuItem::fire));
  }

  private static void fire(FxRobot robot, String id) {
    robot.interact(() -> robot.lookup(id).queryAs(ButtonBase.class).fire());
  }

  private static MenuButton menu(FxRobot robot) {
    return robot.lookup("#data-sources").queryAs(MenuButton.class);
  }

  private static String text(FxRobot robot, String id) {
    return robot.lookup(id).queryAs(Labeled.class).getText();
  }

  /** Whether a node and all that it is in can be seen. */
  private static boolean isShown(FxRobot robot, String id) {
    for (Node node = robot.lookup(id).query(); node != null; node = node.getParent()) {
      if (!node.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private static void await(Callable<Boolean> condition) {
    Fx.await(condition);
  }
}
