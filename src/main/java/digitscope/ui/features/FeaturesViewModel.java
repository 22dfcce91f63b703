package digitscope.ui.features;

import digitscope.config.LayerSpec;
import digitscope.config.LayerSummary;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import digitscope.eval.Evaluation;
import digitscope.probe.FeatureMaps;
import digitscope.probe.MapPlace;
import digitscope.session.NetworkView;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.ChosenImages;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.NetworkChange;
import digitscope.ui.fx.Selection;
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
  private final Lens lens;
  private final Selection selection;
  private final ChosenImages chosen;
  private final RandomGenerator random;

  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final BooleanProperty commonScale = new SimpleBooleanProperty(this, "commonScale", true);
  private final ObjectProperty<Optional<MapAddress>> selected =
      new SimpleObjectProperty<>(this, "selected", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<InspectedImage>> subject =
      new ReadOnlyObjectWrapper<>(this, "subject", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<InspectedImage>> shownSubject =
      new ReadOnlyObjectWrapper<>(this, "shownSubject", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<FeatureMaps>> maps =
      new ReadOnlyObjectWrapper<>(this, "maps", Optional.empty());
  private final ReadOnlyObjectWrapper<List<MapStack>> stacks =
      new ReadOnlyObjectWrapper<>(this, "stacks", List.of());
  private final ReadOnlyBooleanWrapper awaited = new ReadOnlyBooleanWrapper(this, "awaited");
  private final ReadOnlyBooleanWrapper misreadKnown =
      new ReadOnlyBooleanWrapper(this, "misreadKnown");
  private final ReadOnlyObjectWrapper<Optional<ChosenImage.Drawing>> drawing =
      new ReadOnlyObjectWrapper<>(this, "drawing", Optional.empty());
  private final ObjectProperty<Arrangement> arrangement =
      new SimpleObjectProperty<>(this, "arrangement", Arrangement.NETWORK);
  private final NetworkChange network = new NetworkChange();
  private final NetworkViewModel picture;
  private final MapReference reference;

  /** What {@link #stacks} is of. */
  private Optional<FeatureMaps> shown = Optional.empty();

  /** Whether cells were chosen after the image was. */
  private boolean isChoiceNews;

  /**
   * @param chosen the images of what is chosen in the confusion matrix, for this view alone
   */
  public FeaturesViewModel(
      Lens lens, Selection selection, ChosenImages chosen, RandomGenerator random) {
    this.lens = lens;
    this.selection = selection;
    this.chosen = chosen;
    this.random = random;
    chosen.activeProperty().bind(active);
    chosen.foundProperty().addListener((property, before, now) -> showChoice());
    selection.cellsProperty().addListener((property, before, now) -> isChoiceNews = true);
    active.addListener((property, before, now) -> showChoice());
    active.addListener((property, before, now) -> activeChanged());
    lens.viewProperty().addListener((property, before, now) -> takeView());
    lens.dataProperty().addListener((property, before, now) -> chooseSubject());
    selection
        .imageProperty()
        .addListener(
            (property, before, now) -> {
              isChoiceNews = false;
              chooseSubject();
            });
    selected.addListener((property, before, now) -> now.ifPresent(this::shareSelection));
    picture = new NetworkViewModel(lens, this);
    reference = new MapReference(lens, network::number);
    reference.choiceProperty().addListener((property, before, now) -> compare());
    reference.mapsProperty().addListener((property, before, now) -> showStacks());
    chooseSubject();
  }

  /** Whether the view is visible; otherwise nothing is computed. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** Whether the maps of a layer share one color scale, or each has its own. */
  public BooleanProperty commonScaleProperty() {
    return commonScale;
  }

  /** Whether the network is shown as one picture, or every map of it. */
  public ObjectProperty<Arrangement> arrangementProperty() {
    return arrangement;
  }

  /** The network as one picture. */
  public NetworkViewModel picture() {
    return picture;
  }

  /** What the maps are compared with. */
  public MapReference reference() {
    return reference;
  }

  /** The map that is shown enlarged. */
  public ObjectProperty<Optional<MapAddress>> selectedProperty() {
    return selected;
  }

  /** The image that is chosen; the maps follow it a moment later. */
  public ReadOnlyObjectProperty<Optional<InspectedImage>> subjectProperty() {
    return subject.getReadOnlyProperty();
  }

  /** The image that the maps are of; the chosen one as long as there are no maps. */
  public ReadOnlyObjectProperty<Optional<InspectedImage>> shownSubjectProperty() {
    return shownSubject.getReadOnlyProperty();
  }

  /** Whether there is a network, but no maps of it yet. */
  public ReadOnlyBooleanProperty awaitedProperty() {
    return awaited.getReadOnlyProperty();
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
    return lens.data().map(DataSplits::test);
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
    return lens.layers().stream().map(LayerSummary::spec).toList();
  }

  /** The layer that computes a stack: of batch normalization, the layer that it normalizes. */
  LayerSpec computing(MapStack stack) {
    int index = stack.layerIndex();
    List<LayerSpec> layers = layers();
    while (index > 0 && layers.get(index) instanceof LayerSpec.Normalization) {
      index--;
    }
    return layers.get(index);
  }

  /** The maps that {@link #stacksProperty} is of. */
  Optional<FeatureMaps> mapsOfStacks() {
    return shown;
  }

  /** The stacks that are outputs of layers. */
  List<MapStack> layerStacks() {
    return stacks.get().stream().filter(stack -> stack.kind() != MapStack.Kind.KERNELS).toList();
  }

  /** Number of the network that is shown; an answer that was asked of another is of no use. */
  long networkNumber() {
    return network.number();
  }

  /** Tells the other views which filter or unit is chosen. */
  void share(MapPlace place) {
    selection.layerProperty().set(OptionalInt.of(place.layerIndex()));
    selection.unitProperty().set(OptionalInt.of(place.map()));
  }

  /** Index of the last layer, counted from 0. */
  int lastLayer() {
    return lens.layers().size() - 1;
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
    lens.view()
        .flatMap(NetworkView::evaluation)
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
    return subject.get().map(InspectedImage::testIndex).orElse(OptionalInt.empty()).orElse(-1);
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
    subject.set(selection.imageProperty().get().accept(new Choice()));
    if (shown.isEmpty() || isOfSubject(shown.get())) {
      shownSubject.set(subject.get());
    }
    watch();
  }

  private static InspectedImage subject(ChosenImage source, Dataset set, int index) {
    int known = Math.min(index, set.size() - 1);
    return new InspectedImage(source, set.image(known), OptionalInt.of(set.label(known)));
  }

  private void activeChanged() {
    watch();
    takeView();
  }

  private void watch() {
    lens.watchMaps(active.get() ? subject.get().map(InspectedImage::pixels) : Optional.empty());
  }

  private void takeView() {
    if (!active.get()) {
      return;
    }
    if (network.follow(lens.view())) {
      show(Optional.empty());
      watch();
    }
    misreadKnown.set(
        lens.view()
            .flatMap(NetworkView::evaluation)
            .filter(evaluation -> evaluation.accuracy() < 1)
            .isPresent());
    Optional<FeatureMaps> arrived =
        lens.view().flatMap(NetworkView::maps).filter(this::isOfSubject);
    if (arrived.isPresent() && !arrived.equals(maps.get())) {
      show(arrived);
    }
    awaited.set(shown.isEmpty() && lens.view().isPresent());
  }

  /** Maps of an image that was chosen before may still arrive after the choice changed. */
  private boolean isOfSubject(FeatureMaps arrived) {
    return subject.get().filter(now -> Arrays.equals(now.pixels(), arrived.image())).isPresent();
  }

  private void show(Optional<FeatureMaps> found) {
    shown = found;
    if (found.isEmpty()) {
      reference.forget();
    }
    showStacks();
    shownSubject.set(subject.get());
    maps.set(found);
    compare();
  }

  /** The maps, or their differences from those that they are compared with. */
  private void showStacks() {
    List<MapStack> own = stacks(shown);
    List<MapStack> others = stacks(reference.mapsProperty().get());
    List<MapStack> changed = others.isEmpty() ? own : MapStack.differences(own, others);
    selected.set(selected.get().filter(address -> address.isIn(changed)));
    stacks.set(changed);
  }

  private List<MapStack> stacks(Optional<FeatureMaps> found) {
    return found.map(some -> MapStack.of(some, lens.layers())).orElse(List.of());
  }

  /** Asks for what the maps are compared with, if it is not of their step. */
  private void compare() {
    if (active.get()) {
      shown.ifPresent(found -> reference.follow(found.step()));
    }
  }

  private void shareSelection(MapAddress address) {
    selection.layerProperty().set(OptionalInt.of(stacks.get().get(address.stack()).layerIndex()));
    selection.unitProperty().set(OptionalInt.of(address.map()));
  }

  /** Makes a subject of what was chosen; if nothing was, of the first test image. */
  private final class Choice implements ChosenImage.Visitor<Optional<InspectedImage>> {
    @Override
    public Optional<InspectedImage> none(ChosenImage.None image) {
      return ofTestSet(new ChosenImage.OfTestSet(0));
    }

    @Override
    public Optional<InspectedImage> ofTestSet(ChosenImage.OfTestSet image) {
      return testSet()
          .map(
              set -> {
                int index = Math.min(image.index(), set.size() - 1);
                return subject(new ChosenImage.OfTestSet(index), set, index);
              });
    }

    @Override
    public Optional<InspectedImage> ofTrainingSet(ChosenImage.OfTrainingSet image) {
      return lens.data().map(DataSplits::train).map(set -> subject(image, set, image.index()));
    }

    @Override
    public Optional<InspectedImage> ofOtherSet(ChosenImage.OfOtherSet image) {
      return Optional.of(new InspectedImage(image, image.pixels(), OptionalInt.of(image.label())));
    }

    @Override
    public Optional<InspectedImage> drawing(ChosenImage.Drawing image) {
      FeaturesViewModel.this.drawing.set(Optional.of(image));
      return Optional.of(new InspectedImage(image, image.pixels(), OptionalInt.empty()));
    }
  }
}
