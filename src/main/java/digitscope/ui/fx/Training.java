package digitscope.ui.fx;

import digitscope.config.LayerSummary;
import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.run.RunStore;
import digitscope.train.Command;
import digitscope.train.TrainingSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyObjectProperty;

/**
 * The session that the window shows, as views see it: read-only properties out, wishes in. All of
 * it is used on the JavaFX thread only.
 */
public interface Training {
  /** Newest snapshot, renewed at most once a pulse; empty before the first run. */
  ReadOnlyObjectProperty<Optional<TrainingSnapshot>> snapshotProperty();

  /** Configuration of the session; empty before the first run. */
  ReadOnlyObjectProperty<Optional<RunConfig>> configProperty();

  /** Layers of the session's network, with their shapes; empty before the first run. */
  ReadOnlyObjectProperty<List<LayerSummary>> layersProperty();

  /** Data of the session, or what was chosen for the first one; empty until it is read. */
  ReadOnlyObjectProperty<Optional<DataSplits>> dataProperty();

  /**
   * Hands a command to the session. The answer completes on the JavaFX thread; without a session it
   * is an {@link IllegalStateException}.
   */
  <R> CompletableFuture<R> ask(Command<R> command);

  /** Says whose feature maps are looked at, as unsigned bytes; empty when nobody looks. */
  void watchMaps(Optional<byte[]> image);

  /** Says which layer's patterns are to be refreshed while training; empty when nobody looks. */
  void watchPatterns(OptionalInt layerIndex);

  /** Where runs are recorded. */
  RunStore runs();

  default Optional<TrainingSnapshot> snapshot() {
    return snapshotProperty().get();
  }

  default List<LayerSummary> layers() {
    return layersProperty().get();
  }

  default Optional<DataSplits> data() {
    return dataProperty().get();
  }
}
