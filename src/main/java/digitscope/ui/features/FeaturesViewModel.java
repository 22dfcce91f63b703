package digitscope.ui.features;

import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.Evaluation;
import digitscope.probe.FeatureMaps;
import digitscope.train.MetricLog;
import digitscope.train.TrainingSnapshot;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.ChosenImages;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** What the chosen image excites in every layer, renewed as the network learns. */
public final class FeaturesViewModel {
  private final Training training;
  private final Selection selection;
  private final ChosenImages chosen;
  private final RandomGenerator random;

  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final BooleanProperty commonScale = new SimpleBooleanProperty(this, "commonScale", true);
  private final ObjectProperty<Optional<MapAddress>> selected =
      new SimpleObjectProperty<>(this, "selected", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Subject>> subject =
      new ReadOnlyObjectWrapper<>(this, "subject", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<FeatureMaps>> maps =
      new ReadOnlyObjectWrapper<>(this, "maps", Optional.empty());
  private final ReadOnlyObjectWrapper<List<MapStack>> stacks =
      new ReadOnlyObjectWrapper<>(this, "stacks", List.of());
  private final ReadOnlyBooleanWrapper misreadKnown =
      new ReadOnlyBooleanWrapper(this, "misreadKnown");
  private final ReadOnlyObjectWrapper<Optional<ChosenImage.Drawing>> drawing =
      new ReadOnlyObjectWrapper<>(this, "drawing", Optional.empty());
  private Optional<MetricLog> session = Optional.empty();

  /** Whether cells were chosen after the image was. */
  private boolean isChoiceNews;

  /**
   * @param chosen the images of what is chosen in the confusion matrix, for this view alone
   */
  public FeaturesViewModel(
      Training training, Selection selection, ChosenImages chosen, RandomGenerator random) {
    this.training = training;
    this.selection = selection;
    this.chosen = chosen;
    this.random = random;
    chosen.activeProperty().bind(active);
    chosen.foundProperty().addListener((property, before, now) -> showChoice());
    selection.cellsProperty().addListener((property, before, now) -> isChoiceNews = true);
    active.addListener((property, before, now) -> showChoice());
    active.addListener((property, before, now) -> activeChanged());
    training.snapshotProperty().addListener((property, before, now) -> takeSnapshot());
    training.dataProperty().addListener((property, before, now) -> chooseSubject());
    selection
        .imageProperty()
        .addListener(
            (property, before, now) -> {
              isChoiceNews = false;
              chooseSubject();
            });
    selected.addListener((property, before, now) -> now.ifPresent(this::shareSelection));
    chooseSubject();
  }

  /** Whether somebody looks; otherwise nothing is computed. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** Whether the maps of a layer share one colour scale, or each has its own. */
  public BooleanProperty commonScaleProperty() {
    return commonScale;
  }

  /** The map that is shown enlarged. */
  public ObjectProperty<Optional<MapAddress>> selectedProperty() {
    return selected;
  }

  /** The image that is chosen; the maps follow it a moment later. */
  public ReadOnlyObjectProperty<Optional<Subject>> subjectProperty() {
    return subject.getReadOnlyProperty();
  }

  /** The newest maps of the chosen image, or still those of the image before. */
  public ReadOnlyObjectProperty<Optional<FeatureMaps>> mapsProperty() {
    return maps.getReadOnlyProperty();
  }

  /** The same maps and the kernels of the first convolution, as stacks of pictures. */
  public ReadOnlyObjectProperty<List<MapStack>> stacksProperty() {
    return stacks.getReadOnlyProperty();
  }

  /** The images of what is chosen in the confusion matrix; empty if nothing is. */
  public ReadOnlyObjectProperty<Optional<ChosenImages.Found>> chosenProperty() {
    return chosen.foundProperty();
  }

  /** Whether an evaluation says which images are misread, and any is. */
  public ReadOnlyBooleanProperty misreadKnownProperty() {
    return misreadKnown.getReadOnlyProperty();
  }

  /** The newest drawing, if there was one. */
  public ReadOnlyObjectProperty<Optional<ChosenImage.Drawing>> drawingProperty() {
    return drawing.getReadOnlyProperty();
  }

  /** The test set, once it is read. */
  public Optional<Dataset> testSet() {
    return training.data().map(DataSplits::test);
  }

  /** Shape of the images. */
  public ImageShape imageShape() {
    return testSet().map(Dataset::shape).orElse(ImageShape.MNIST);
  }

  /** Names of the classes. */
  public List<String> classNames() {
    return testSet().map(Dataset::classNames).orElse(List.of());
  }

  /** The layers of the network, from input to output. */
  List<LayerSpec> layers() {
    return training.layers().stream().map(LayerSummary::spec).toList();
  }

  /** The layer that computes a stack: of batch normalisation, the layer that it normalises. */
  LayerSpec computing(MapStack stack) {
    int index = stack.layerIndex();
    List<LayerSpec> layers = layers();
    while (index > 0 && layers.get(index) instanceof LayerSpec.BatchNorm) {
      index--;
    }
    return layers.get(index);
  }

  /** Index of the last layer, counted from 0. */
  int lastLayer() {
    return training.layers().size() - 1;
  }

  /** Chooses an image of the test set; a number beyond its ends goes on at the other end. */
  public void showTestImage(int index) {
    testSet()
        .ifPresent(
            set ->
                selection
                    .imageProperty()
                    .set(new ChosenImage.OfTestSet(Math.floorMod(index, set.size()))));
  }

  public void showNext() {
    showTestImage(testIndex() + 1);
  }

  public void showPrevious() {
    showTestImage(testIndex() - 1);
  }

  public void showRandom() {
    testSet().ifPresent(set -> showTestImage(random.nextInt(set.size())));
  }

  /** Chooses the next image that the newest evaluation says is misread. */
  public void showNextMisread() {
    training
        .snapshot()
        .flatMap(TrainingSnapshot::evaluation)
        .ifPresent(evaluation -> showTestImage(nextMisread(evaluation, testIndex())));
  }

  /** Chooses the image that comes next among those that are chosen in the confusion matrix. */
  public void showNextChosen() {
    List<Integer> images = chosenImages();
    if (!images.isEmpty()) {
      showTestImage(images.get((images.indexOf(testIndex()) + 1) % images.size()));
    }
  }

  /** Shows the first image of a choice that was made after the image was chosen. */
  private void showChoice() {
    boolean isOfChoice =
        chosen
            .foundProperty()
            .get()
            .filter(found -> selection.cellsProperty().get().equals(Optional.of(found.choice())))
            .isPresent();
    if (active.get() && isChoiceNews && isOfChoice) {
      isChoiceNews = false;
      if (!chosenImages().isEmpty() && !chosenImages().contains(chosenTestImage())) {
        showTestImage(chosenImages().get(0));
      }
    }
  }

  private List<Integer> chosenImages() {
    return chosen.foundProperty().get().map(ChosenImages.Found::images).orElse(List.of());
  }

  private int chosenTestImage() {
    return selection.imageProperty().get() instanceof ChosenImage.OfTestSet image
        ? image.index()
        : -1;
  }

  public void showDrawing() {
    drawing.get().ifPresent(selection.imageProperty()::set);
  }

  private int testIndex() {
    return subject.get().map(Subject::testIndex).orElse(OptionalInt.empty()).orElse(-1);
  }

  private static int nextMisread(Evaluation evaluation, int from) {
    for (int i = 1; i <= evaluation.size(); i++) {
      int image = Math.floorMod(from + i, evaluation.size());
      if (evaluation.actual(image) != evaluation.predicted(image)) {
        return image;
      }
    }
    return from;
  }

  private void chooseSubject() {
    ChosenImage wantedImage = selection.imageProperty().get();
    if (wantedImage instanceof ChosenImage.Drawing drawn) {
      drawing.set(Optional.of(drawn));
      subject.set(Optional.of(new Subject(drawn, drawn.pixels(), OptionalInt.empty())));
    } else if (wantedImage instanceof ChosenImage.OfTrainingSet image) {
      subject.set(
          training
              .data()
              .map(DataSplits::train)
              .map(set -> subject(wantedImage, set, image.index())));
    } else {
      int wanted = wantedImage instanceof ChosenImage.OfTestSet image ? image.index() : 0;
      subject.set(
          testSet()
              .map(
                  set -> {
                    int index = Math.min(wanted, set.size() - 1);
                    return subject(new ChosenImage.OfTestSet(index), set, index);
                  }));
    }
    watch();
  }

  private static Subject subject(ChosenImage source, Dataset set, int index) {
    int known = Math.min(index, set.size() - 1);
    return new Subject(source, set.image(known), OptionalInt.of(set.label(known)));
  }

  private void activeChanged() {
    watch();
    takeSnapshot();
  }

  private void watch() {
    training.watchMaps(active.get() ? subject.get().map(Subject::pixels) : Optional.empty());
  }

  private void takeSnapshot() {
    if (!active.get()) {
      return;
    }
    Optional<MetricLog> newest = training.snapshot().map(TrainingSnapshot::metrics);
    if (!newest.equals(session)) {
      session = newest;
      show(Optional.empty());
      watch();
    }
    misreadKnown.set(
        training
            .snapshot()
            .flatMap(TrainingSnapshot::evaluation)
            .filter(evaluation -> evaluation.accuracy() < 1)
            .isPresent());
    Optional<FeatureMaps> arrived =
        training.snapshot().flatMap(TrainingSnapshot::maps).filter(this::isOfSubject);
    if (arrived.isPresent() && !arrived.equals(maps.get())) {
      show(arrived);
    }
  }

  /** Maps of an image that was chosen before may still arrive after the choice changed. */
  private boolean isOfSubject(FeatureMaps arrived) {
    return subject.get().filter(now -> Arrays.equals(now.pixels(), arrived.image())).isPresent();
  }

  private void show(Optional<FeatureMaps> shown) {
    List<MapStack> changed =
        shown.map(some -> MapStack.of(some, training.layers())).orElse(List.of());
    selected.set(selected.get().filter(address -> address.isIn(changed)));
    stacks.set(changed);
    maps.set(shown);
  }

  private void shareSelection(MapAddress address) {
    selection.layerProperty().set(OptionalInt.of(stacks.get().get(address.stack()).layerIndex()));
    selection.unitProperty().set(OptionalInt.of(address.map()));
  }
}
