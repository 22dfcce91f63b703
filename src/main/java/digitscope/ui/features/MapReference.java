package digitscope.ui.features;

import digitscope.probe.FeatureMaps;
import digitscope.probe.MeanMaps;
import digitscope.session.Question;
import digitscope.ui.fx.Lens;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/**
 * What the maps of the chosen image are compared with: those of another image, or the mean of those
 * of a class. Asked of the network that is shown, one question at a time.
 */
public final class MapReference {
  /** Number of training images in the mean of a class. */
  static final int IMAGES_OF_CLASS = 64;

  private final Lens lens;
  private final LongSupplier network;
  private final ObjectProperty<Optional<Comparison>> choice =
      new SimpleObjectProperty<>(this, "choice", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<FeatureMaps>> maps =
      new ReadOnlyObjectWrapper<>(this, "maps", Optional.empty());
  private boolean isAsking;

  /** What to compare with. */
  public sealed interface Comparison {
    /** Another image. */
    record WithImage(InspectedImage image) implements Comparison {}

    /** The mean of a class's training images. */
    record WithMeanOf(int label) implements Comparison {}
  }

  /**
   * @param network gives the number of the network that is shown
   */
  MapReference(Lens lens, LongSupplier network) {
    this.lens = lens;
    this.network = network;
    choice.addListener((property, before, now) -> maps.set(Optional.empty()));
  }

  /** What is compared with, if anything is. */
  public ObjectProperty<Optional<Comparison>> choiceProperty() {
    return choice;
  }

  /** The maps of what is compared with, with a step of their own; empty until they are there. */
  ReadOnlyObjectProperty<Optional<FeatureMaps>> mapsProperty() {
    return maps.getReadOnlyProperty();
  }

  /** Forgets maps of another network. */
  void forget() {
    maps.set(Optional.empty());
  }

  /** Asks for the maps at this step, unless they are known or on their way. */
  void follow(long step) {
    boolean isKnown = maps.get().filter(known -> known.step() == step).isPresent();
    if (!isKnown && !isAsking) {
      choice.get().ifPresent(this::ask);
    }
  }

  private void ask(Comparison asked) {
    isAsking = true;
    long of = network.getAsLong();
    CompletableFuture<FeatureMaps> answer =
        asked instanceof Comparison.WithImage image
            ? lens.ask(new Question.ComputeMaps(image.image().pixels()))
            : lens.ask(
                    new Question.ComputeMeanMaps(
                        ((Comparison.WithMeanOf) asked).label(), IMAGES_OF_CLASS))
                .thenApply(MeanMaps::maps);
    var unused =
        answer.whenComplete(
            (found, problem) -> {
              isAsking = false;
              boolean isWanted =
                  of == network.getAsLong() && choice.get().equals(Optional.of(asked));
              if (problem == null && isWanted) {
                maps.set(Optional.of(found));
              }
            });
  }
}
