package digitscope.ui.features;

import digitscope.data.ImageShape;
import digitscope.probe.FeatureMaps;
import digitscope.ui.control.MapGrid;
import digitscope.ui.control.MapTile;
import digitscope.ui.control.PixelImages;
import digitscope.ui.control.ProbabilityBars;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** One image on its way through the layers, in one row: picture, strongest maps, probabilities. */
public final class FeaturesCard extends VBox {
  private static final int MAPS = 3;
  private static final double TILE = 40;
  private static final double UNIT = 9;
  private static final double VECTOR_WIDTH = 88;
  private static final double PICTURE = 84;

  private final FeaturesViewModel model;
  private final Readings readings = new Readings();
  private final Journey journey = new Journey(MAPS);
  private final Label subtitle = new Label();
  private final ImageView picture = new ImageView();
  private final HBox way = new HBox();
  private final ProbabilityBars bars = new ProbabilityBars();
  private final Label nothing = new Label();
  private final ScrollPane scroll = new ScrollPane(way);
  private final List<StationBox> stations = new ArrayList<>();

  public FeaturesCard(FeaturesViewModel model) {
    this.model = model;
    getStyleClass().addAll("card", "features-card");
    Label title = new Label(readings.get("card.title"));
    title.getStyleClass().add("card-title");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    subtitle.getStyleClass().addAll("text-muted", "text-small", "tabular");
    HBox header = new HBox(title, space, subtitle);
    header.getStyleClass().add("card-header");
    nothing.setText(readings.get("card.empty"));
    nothing.getStyleClass().add("text-muted");
    picture.setFitWidth(PICTURE);
    picture.setFitHeight(PICTURE);
    picture.setPreserveRatio(true);
    picture.setSmooth(false);
    way.getStyleClass().add("journey");
    way.setAlignment(Pos.CENTER_LEFT);
    scroll.setFitToHeight(true);
    scroll.getStyleClass().add("journey-scroll");
    HBox row = new HBox(scroll, bars);
    row.getStyleClass().add("journey-row");
    HBox.setHgrow(scroll, Priority.ALWAYS);
    VBox.setVgrow(row, Priority.ALWAYS);
    getChildren().setAll(header, row);
    model.subjectProperty().addListener((property, before, now) -> showSubject());
    model.stacksProperty().addListener((property, before, now) -> showStacks());
    model.mapsProperty().addListener((property, before, now) -> showProbabilities());
    showSubject();
    showStacks();
    showProbabilities();
  }

  private void showSubject() {
    ImageShape shape = model.imageShape();
    bars.classNamesProperty().set(model.classNames());
    model
        .subjectProperty()
        .get()
        .ifPresent(
            subject -> {
              picture.setImage(PixelImages.grey(subject.pixels(), shape.height(), shape.width()));
              bars.actualProperty().set(subject.actual());
            });
    showSubtitle();
  }

  private void showSubtitle() {
    String image =
        model
            .subjectProperty()
            .get()
            .map(Subject::testIndex)
            .map(index -> index.isPresent() ? testImage(index) : readings.get("subject.drawing"))
            .orElse("");
    Optional<FeatureMaps> maps = model.mapsProperty().get();
    subtitle.setText(
        maps.map(some -> readings.get("card.subtitle", image, some.step())).orElse(image));
  }

  private String testImage(OptionalInt index) {
    return readings.get("subject.test", index.orElseThrow());
  }

  private void showProbabilities() {
    bars.probabilitiesProperty()
        .set(model.mapsProperty().get().map(FeatureMaps::probabilities).orElse(new float[0]));
    showSubtitle();
  }

  private void showStacks() {
    List<Journey.Station> shown = journey.stations(model.stacksProperty().get());
    if (!sameForm(shown)) {
      rebuild(shown);
    }
    for (int i = 0; i < shown.size(); i++) {
      stations.get(i).show(shown.get(i));
    }
  }

  private boolean sameForm(List<Journey.Station> shown) {
    boolean same = shown.size() == stations.size() && !shown.isEmpty();
    for (int i = 0; same && i < shown.size(); i++) {
      same = stations.get(i).stack.resembles(shown.get(i).stack());
    }
    return same;
  }

  private void rebuild(List<Journey.Station> shown) {
    stations.clear();
    way.getChildren().setAll(picture);
    for (Journey.Station station : shown) {
      StationBox box = new StationBox(station.stack());
      stations.add(box);
      way.getChildren().addAll(arrow(), box);
    }
    way.getChildren().add(shown.isEmpty() ? nothing : arrow());
  }

  private static Node arrow() {
    FontIcon arrow = new FontIcon(MaterialDesignC.CHEVRON_RIGHT);
    arrow.getStyleClass().add("journey-arrow");
    return arrow;
  }

  /** What one layer makes of the image. */
  private final class StationBox extends VBox {
    private final MapGrid grid = new MapGrid();
    private MapStack stack;

    StationBox(MapStack stack) {
      this.stack = stack;
      getStyleClass().add("journey-station");
      Label name = new Label(stack.title());
      name.getStyleClass().addAll("text-small", "journey-name");
      Label shape = new Label(readings.shape(stack));
      shape.getStyleClass().addAll("text-muted", "text-small", "tabular");
      grid.tileSideProperty().set(stack.isVector() ? UNIT : TILE);
      grid.setMaxWidth(stack.isVector() ? VECTOR_WIDTH : TILE + 8);
      grid.setFocusTraversable(false);
      getChildren().setAll(grid, name, shape);
    }

    void show(Journey.Station station) {
      stack = station.stack();
      if (stack.isVector()) {
        grid.setTiles(MapColours.tiles(stack, true, map -> ""));
      } else {
        List<MapTile> tiles =
            station.maps().stream()
                .map(map -> MapColours.of(stack, map).tile(stack, map, ""))
                .toList();
        grid.setTiles(tiles);
      }
      grid.setReadoutText(
          spot ->
              readings.name(
                  stack, stack.isVector() ? spot.tile() : station.maps().get(spot.tile())));
    }
  }
}
