package digitscope.ui.fx;

import digitscope.config.LayerSummary;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.probe.NetworkHealth;
import digitscope.run.RunStore;
import digitscope.session.Command;
import digitscope.session.NetworkView;
import digitscope.session.RunProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyObjectProperty;

/**
 * The network that the window shows, as views see it, be it as it is now or as it was at a stored
 * step: read-only properties out, questions in. All of it is used on the JavaFX thread only.
 */
public interface Lens {
  /** What is shown, renewed at most once a pulse; empty before the first run. */
  ReadOnlyObjectProperty<Optional<NetworkView>> viewProperty();

  /** How far the run is now, whichever step is shown; empty before the first run. */
  ReadOnlyObjectProperty<Optional<RunProgress>> progressProperty();

  /** Configuration of the session; empty before the first run. */
  ReadOnlyObjectProperty<Optional<RunConfig>> configProperty();

  /** Layers of the session's network, with their shapes; empty before the first run. */
  ReadOnlyObjectProperty<List<LayerSummary>> layersProperty();

  /** Data of the session, or what was chosen for the first one; empty until it is read. */
  ReadOnlyObjectProperty<Optional<DataSplits>> dataProperty();

  /**
   * Asks about the network that is shown. The answer completes on the JavaFX thread; without a
   * session it is an {@link IllegalStateException}.
   */
  <R> CompletableFuture<R> ask(Command<R> question);

  /** Says whose feature maps are looked at, as unsigned bytes; empty when nobody looks. */
  void watchMaps(Optional<byte[]> image);

  /** Says which layer's patterns are to be refreshed while training; empty when nobody looks. */
  void watchPatterns(OptionalInt layerIndex);

  /** Sets whether the network's health is being viewed; otherwise nothing is computed. */
  void watchHealth(boolean isWatched);

  /** How the network fared at the stored steps of the session, as far as it is known; rising. */
  ReadOnlyObjectProperty<List<NetworkHealth>> healthProperty();

  /** Whether more of that is being found out. */
  boolean isExamining();

  /** The stored steps of the session, for views that look at several of them. */
  Moments moments();

  /** Where runs are recorded. */
  RunStore runs();

  /** Folder of the run that is shown; empty while it is made, or if it cannot be. */
  Optional<Path> folder();

  default Optional<NetworkView> view() {
    return viewProperty().get();
  }

  default Optional<RunProgress> progress() {
    return progressProperty().get();
  }

  default List<LayerSummary> layers() {
    return layersProperty().get();
  }

  default Optional<DataSplits> data() {
    return dataProperty().get();
  }
}
