package digitscope.ui.fx;

import digitscope.config.RunConfig;
import digitscope.session.NetworkView;
import digitscope.session.RunProgress;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;

/** Starts runs and steers the one that goes on. All of it is used on the JavaFX thread only. */
public interface RunControl {
  /** How far the run is, renewed at most once a pulse; empty before the first run. */
  ReadOnlyObjectProperty<Optional<RunProgress>> progressProperty();

  /** The network as it is now, whichever step the window shows; empty before the first run. */
  ReadOnlyObjectProperty<Optional<NetworkView>> newestProperty();

  /** Whether a run was asked for that waits for its data. */
  ReadOnlyBooleanProperty preparingProperty();

  /** Starts a new run, in place of the one before. */
  void train(RunConfig wanted);

  /** Starts a new run that pauses after its first step. */
  void trainOneStep(RunConfig wanted);

  void pause();

  void resume();

  /** Takes one step and pauses. */
  void step();

  /** Ends the run, or gives up waiting for its data; the session goes on answering. */
  void stop();

  /** Changes the learning rate of the run that goes on. */
  void setLearningRate(double learningRate);

  default Optional<RunProgress> progress() {
    return progressProperty().get();
  }

  default Optional<NetworkView> newest() {
    return newestProperty().get();
  }
}
