package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.Patience;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.Fit;
import digitscope.data.ImageShape;
import digitscope.data.PictureReading;
import digitscope.data.Preparation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;

@ExtendWith(SteadyRobot.class)
class DataLibraryTest {
  private final CountDownLatch never = new CountDownLatch(1);
  private final List<BackgroundTasks> opened = new ArrayList<>();

  @Start
  void start(Stage stage) {
    opened.add(new BackgroundTasks());
  }

  @AfterEach
  void close(FxRobot robot) {
    robot.interact(() -> opened.forEach(BackgroundTasks::close));
  }

  private DataLibrary library(DataLibrary.Source source) {
    return new DataLibrary(opened.get(0), source, "reading");
  }

  @Test
  void readsTheSameDataOnce() throws Exception {
    List<String> read = new ArrayList<>();
    DataLibrary library =
        library(
            (name, task) -> {
              read.add(name);
              return Samples.data();
            });

    DataSplits first = finish(onFxThread(() -> library.read("digits")));
    DataSplits second = finish(onFxThread(() -> library.read("digits")));

    assertThat(second).isSameAs(first);
    assertThat(read).containsExactly("digits");
  }

  @Test
  void readsDataBesideThatWhichIsChosen() throws Exception {
    DataLibrary library = library((name, task) -> Samples.data());
    DataSplits chosen = finish(onFxThread(() -> library.read("digits")));

    Optional<DataSplits> beside =
        finish(onFxThread(() -> library.readBeside("other", false).result()));
    Optional<DataSplits> same =
        finish(onFxThread(() -> library.readBeside("digits", false).result()));

    assertThat(beside).isPresent();
    assertThat(beside.get()).isNotSameAs(chosen);
    assertThat(same.orElseThrow()).isSameAs(chosen);
    assertThat(onFxThread(() -> library.dataProperty().get())).contains(chosen);
  }

  @Test
  void downloadsNothingBesideUnlessAskedTo() throws Exception {
    DataLibrary library =
        library(
            new DataLibrary.Source() {
              @Override
              public DataSplits read(String name, BackgroundTask<?> task) {
                return Samples.data();
              }

              @Override
              public boolean isHere(String name) {
                return false;
              }
            });

    assertThat(finish(onFxThread(() -> library.readBeside("far", false).result()))).isEmpty();
    assertThat(finish(onFxThread(() -> library.readBeside("far", true).result()))).isPresent();
  }

  @Test
  void givesUpDataThatIsNotWantedAnyMore() throws Exception {
    DataLibrary library =
        library(
            (name, task) -> {
              if (name.equals("slow")) {
                awaitForEver();
              }
              return Samples.data();
            });

    CompletableFuture<DataSplits> slow = onFxThread(() -> library.read("slow"));
    finish(onFxThread(() -> library.read("digits")));

    assertThat(slow).isCancelled();
    assertThat(onFxThread(() -> library.dataProperty().get())).isPresent();
  }

  @Test
  void saysWhyDataCannotBeReadAndTriesAgainWhenAsked() throws Exception {
    List<String> attempts = new ArrayList<>();
    DataLibrary library =
        library(
            (name, task) -> {
              attempts.add(name);
              throw new DataException("There is no data 'nowhere'");
            });

    assertThat(onFxThread(() -> library.read("nowhere")))
        .failsWithin(Patience.SECONDS, TimeUnit.SECONDS);
    assertThat(onFxThread(() -> library.problemProperty().get()))
        .contains("There is no data 'nowhere'");
    assertThat(onFxThread(() -> library.read("nowhere")))
        .failsWithin(Patience.SECONDS, TimeUnit.SECONDS);
    assertThat(attempts).hasSize(2);
  }

  @Test
  void downloadsNothingUnlessAsked() throws Exception {
    Remote remote = new Remote();
    DataLibrary library = library(remote);
    onFxThread(
        () -> {
          library.readIfHere("far");
          return true;
        });
    // A user who presses Train meanwhile asks for it.
    CompletableFuture<DataSplits> asked = onFxThread(() -> library.read("far"));

    assertThat(finish(asked)).isNotNull();
    assertThat(remote.read).containsExactly("far");
    assertThat(onFxThread(() -> library.problemProperty().get())).isEmpty();
  }

  @Test
  void leavesAloneWhatIsNotHere() throws Exception {
    Remote remote = new Remote();
    DataLibrary library = library(remote);
    onFxThread(
        () -> {
          library.readIfHere("far");
          return true;
        });
    Fx.await(() -> library.readingProperty().get().isEmpty());

    assertThat(remote.read).isEmpty();
    assertThat(onFxThread(() -> library.dataProperty().get())).isEmpty();
    assertThat(onFxThread(() -> library.problemProperty().get())).isEmpty();
  }

  @Test
  void correctsLabelsUnlessTheyAreWantedAsTheyAre() throws Exception {
    Corrected source = new Corrected();
    DataLibrary library = library(source);

    DataSplits corrected = finish(onFxThread(() -> library.read("digits")));
    DataSplits asItIs = finish(onFxThread(() -> library.read("digits", false)));

    assertThat(corrected.corrected().relabelled()).isEqualTo(1);
    assertThat(asItIs.corrected().relabelled()).isZero();
    assertThat(asItIs.train()).isSameAs(corrected.train());
    assertThat(source.read).containsExactly("digits");
  }

  @Test
  void correctsAnewWhatWasDecidedAboutWithoutReadingItAgain() throws Exception {
    Corrected source = new Corrected();
    DataLibrary library = library(source);
    finish(onFxThread(() -> library.read("digits")));
    onFxThread(
        () -> {
          library.decided("mnist");
          return true;
        });
    DataSplits same = finish(onFxThread(() -> library.read("digits")));
    onFxThread(
        () -> {
          library.decided("digits");
          return true;
        });
    DataSplits other = finish(onFxThread(() -> library.read("digits")));
    onFxThread(
        () -> {
          library.decided("digits");
          library.correctAnew();
          // Nobody need be told of what takes no time.
          assertThat(library.readingProperty().get()).isEmpty();
          return true;
        });
    DataSplits last = finish(onFxThread(() -> library.read("digits")));

    assertThat(List.of(same, other, last))
        .extracting(splits -> splits.corrected().relabelled())
        .containsExactly(1, 2, 3);
    assertThat(onFxThread(() -> library.dataProperty().get())).contains(last);
    assertThat(source.read).containsExactly("digits");
  }

  @Test
  void readsForARunAsItsRunDid() throws Exception {
    AsRecorded source = new AsRecorded();
    DataLibrary library = library(source);
    Optional<PictureReading> recorded =
        PictureReading.of(
            new Preparation(
                Fit.WHOLE,
                Preparation.Polarity.INVERTED,
                Optional.of(0),
                Preparation.Ground.DARK,
                true,
                false,
                false),
            ImageShape.MNIST);

    DataSplits guessed = finish(onFxThread(() -> library.read("own")));
    DataSplits read = finish(onFxThread(() -> library.read("own", recorded, true)));
    DataSplits again = finish(onFxThread(() -> library.read("own", recorded, true)));
    finish(onFxThread(() -> library.read("own")));

    assertThat(read).isNotSameAs(guessed).isSameAs(again);
    assertThat(source.read).containsExactly("own", "own as recorded", "own");
  }

  /** Says what it read. */
  private static final class AsRecorded implements DataLibrary.Source {
    private final List<String> read = new ArrayList<>();

    @Override
    public DataSplits read(String name, BackgroundTask<?> task) {
      read.add(name);
      return Samples.data();
    }

    @Override
    public DataSplits read(String name, PictureReading recorded, BackgroundTask<?> task) {
      return read(name + " as recorded", task);
    }
  }

  /** Corrects another label each time. */
  private static final class Corrected implements DataLibrary.Source {
    private final List<String> read = new ArrayList<>();
    private int times;

    @Override
    public DataSplits read(String name, BackgroundTask<?> task) {
      read.add(name);
      return Samples.data();
    }

    @Override
    public DataSplits correct(DataSplits read) {
      times++;
      return new DataSplits(
          read.source(),
          read.train(),
          read.test(),
          new digitscope.data.Corrected(times, 0, 0, "0".repeat(64)));
    }
  }

  /** Nothing is here before it is read. */
  private static final class Remote implements DataLibrary.Source {
    private final List<String> read = new ArrayList<>();

    @Override
    public DataSplits read(String name, BackgroundTask<?> task) {
      read.add(name);
      return Samples.data();
    }

    @Override
    public boolean isHere(String name) {
      return false;
    }
  }

  private void awaitForEver() {
    try {
      never.await();
    } catch (InterruptedException e) {
      throw new CancellationException();
    }
  }

  private static <T> T finish(CompletableFuture<T> future) throws Exception {
    return future.get(Patience.SECONDS, TimeUnit.SECONDS);
  }

  private static <T> T onFxThread(Callable<T> question) {
    return Fx.ask(question);
  }
}
