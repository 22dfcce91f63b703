package digitscope.ui.features;

import digitscope.data.ImageShape;
import digitscope.probe.FeatureMaps;
import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.control.Visibility;
import digitscope.ui.control.chart.ProbabilityBars;
import digitscope.ui.control.help.HelpButton;
import digitscope.ui.control.help.HelpTopic;
import digitscope.ui.control.images.MapGrid;
import digitscope.ui.control.images.MapTile;
import digitscope.ui.control.images.PixelImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
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
  private static final int MOST_MAPS = 6;

  /** Side of a map from which another one beside it is worth more than a larger one. */
  private static final double GOOD_TILE = 76;

  private static final double SMALLEST_TILE = 20;
  private static final double LARGEST_TILE = 96;
  private static final double TILE_GAP = 8;
  private static final double STATION_GAP = 6;
  private static final double GRID_PADDING = 4;
  private static final double LARGEST_UNIT = 16;
  private static final double ARROW = 18;
  private static final double NAMES = 40;

  /** Side of the picture, in sides of a map. */
  private static final double PICTURE = 1.4;

  private final FeaturesViewModel model;
  private final Readings readings = new Readings();
  private final Visibility sight = new Visibility(this, this::show);
  private final LayerPath journey = new LayerPath(MAPS);
  private final Label subtitle = new Label();
  private final ImageView picture = new ImageView();
  private final HBox way = new HBox();
  private final ProbabilityBars bars = new ProbabilityBars();
  private final Label nothing = new Label();
  private final LiveScrollPane scroll = new LiveScrollPane(way);
  private final List<StationBox> stations = new ArrayList<>();

  public FeaturesCard(FeaturesViewModel model) {
    this.model = model;
    getStyleClass().addAll("card", "features-card");
    Label title = new Label(readings.get("card.title"));
    title.getStyleClass().add("card-title");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    subtitle.getStyleClass().addAll("text-muted", "text-small", "tabular");
    subtitle.setMinWidth(Region.USE_PREF_SIZE);
    HBox header = new HBox(HelpButton.behind(title, HelpTopic.FEATURES_CARD), space, subtitle);
    header.getStyleClass().add("card-header");
    nothing
        .textProperty()
        .bind(
            model
                .awaitedProperty()
                .map(isAwaited -> readings.get(isAwaited ? "card.awaited" : "card.empty")));
    nothing.setWrapText(true);
    nothing.setMinHeight(Region.USE_PREF_SIZE);
    nothing.getStyleClass().addAll("text-muted", "journey-nothing");
    picture.setPreserveRatio(true);
    picture.setSmooth(false);
    way.getStyleClass().add("journey");
    way.setAlignment(Pos.CENTER);
    scroll.setFitToHeight(true);
    scroll.getStyleClass().add("journey-scroll");
    scroll.viewportBoundsProperty().addListener((property, before, now) -> resizeTiles());
    bars.columnsProperty().set(2);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    getChildren().setAll(header, scroll, bars);
    model.shownSubjectProperty().addListener((property, before, now) -> showSubject());
    model.stacksProperty().addListener((property, before, now) -> showStacks());
    model.mapsProperty().addListener((property, before, now) -> showProbabilities());
    showSubject();
    showProbabilities();
  }

  private void showSubject() {
    ImageShape shape = model.imageShape();
    bars.classNamesProperty().set(model.classNames());
    model
        .shownSubjectProperty()
        .get()
        .ifPresent(
            subject -> {
              picture.setImage(
                  PixelImages.picture(
                      subject.pixels(), shape.channels(), shape.height(), shape.width()));
              bars.actualProperty().set(subject.actual());
            });
    showSubtitle();
  }

  private void showSubtitle() {
    if (!sight.isSeen()) {
      return;
    }
    String image = model.shownSubjectProperty().get().map(readings::subject).orElse("");
    Optional<FeatureMaps> maps = model.mapsProperty().get();
    subtitle.setText(
        maps.map(some -> readings.get("card.subtitle", image, some.step())).orElse(image));
  }

  private void showProbabilities() {
    bars.probabilitiesProperty()
        .set(model.mapsProperty().get().map(FeatureMaps::probabilities).orElse(new float[0]));
    showSubtitle();
  }

  private void show() {
    showStacks();
    showSubtitle();
  }

  private void showStacks() {
    if (!sight.isSeen()) {
      return;
    }
    List<LayerPath.Station> shown = journey.stations(model.stacksProperty().get(), model.layers());
    if (!sameForm(shown)) {
      rebuild(shown);
      // There may be room for more or fewer maps now.
      shown = journey.stations(model.stacksProperty().get(), model.layers());
    }
    for (int i = 0; i < shown.size(); i++) {
      stations.get(i).show(shown.get(i));
    }
  }

  private boolean sameForm(List<LayerPath.Station> shown) {
    boolean same = shown.size() == stations.size() && !shown.isEmpty();
    for (int i = 0; same && i < shown.size(); i++) {
      same = stations.get(i).stack.resembles(shown.get(i).stack());
    }
    return same;
  }

  private void rebuild(List<LayerPath.Station> shown) {
    stations.clear();
    way.getChildren().setAll(picture);
    for (LayerPath.Station station : shown) {
      StationBox box = new StationBox(station.stack());
      stations.add(box);
      way.getChildren().addAll(arrow(), box);
    }
    if (shown.isEmpty()) {
      way.getChildren().add(nothing);
    }
    resizeTiles();
  }

  /** Makes the maps as large as there is room for the whole way. */
  private void resizeTiles() {
    double width = scroll.getViewportBounds().getWidth();
    double height = scroll.getViewportBounds().getHeight();
    int count = stations.size();
    double wide = (width - count * (ARROW + STATION_GAP)) / (count + PICTURE);
    boolean onlyVectors = stations.stream().allMatch(station -> station.stack.isVector());
    fitMaps((height - NAMES) / (Math.max(SMALLEST_TILE, Math.min(wide, GOOD_TILE)) + TILE_GAP));
    double high = (height - NAMES) / (onlyVectors ? PICTURE : journey.most()) - TILE_GAP;
    double tile = Math.floor(Math.max(SMALLEST_TILE, Math.min(LARGEST_TILE, Math.min(wide, high))));
    picture.setFitWidth(PICTURE * tile);
    picture.setFitHeight(PICTURE * tile);
    stations.forEach(station -> station.resizeTiles(tile));
  }

  /** Shows as many maps below each other as there is height for. */
  private void fitMaps(double fitting) {
    int most = (int) Math.max(1, Math.min(MOST_MAPS, Math.floor(fitting)));
    if (most != journey.most() && !stations.isEmpty()) {
      journey.showAtMost(most);
      showStacks();
    }
  }

  private static Node arrow() {
    FontIcon arrow = new FontIcon(MaterialDesignC.CHEVRON_RIGHT);
    arrow.getStyleClass().add("journey-arrow");
    return arrow;
  }

  /** What one layer makes of the image. */
  private final class StationBox extends VBox {
    private final MapGrid grid = new MapGrid();
    private final Label name = new Label();
    private MapStack stack;

    StationBox(MapStack stack) {
      this.stack = stack;
      getStyleClass().add("journey-station");
      name.setText(readings.station(model.computing(stack), stack));
      name.setMinWidth(Region.USE_PREF_SIZE);
      name.getStyleClass().add("journey-name");
      name.setTooltip(
          new Tooltip(readings.get("card.station", readings.title(stack), readings.shape(stack))));
      grid.evenProperty().set(false);
      grid.setFocusTraversable(false);
      getChildren().setAll(grid, name);
    }

    /** Sets the side of a map; a vector becomes a square as wide. */
    void resizeTiles(double side) {
      double width = side + STATION_GAP;
      grid.tileSideProperty().set(stack.isVector() ? unitSide(width - GRID_PADDING) : side);
      setMinWidth(width);
      setMaxWidth(width);
      showName(width);
      grid.setMaxWidth(width);
    }

    /** The name, or its first word where the whole would run into that of the next layer. */
    private void showName(double width) {
      String whole = readings.station(model.computing(stack), stack);
      name.setText(whole);
      name.applyCss();
      if (name.prefWidth(-1) > width + ARROW) {
        name.setText(whole.split("\\s", 2)[0]);
      }
    }

    /** Side of a unit, so that all of them and the gaps between them make a square. */
    private double unitSide(double width) {
      double share = width / Math.ceil(Math.sqrt(stack.count()));
      return Math.max(1, Math.min(share - 2, LARGEST_UNIT));
    }

    void show(LayerPath.Station station) {
      stack = station.stack();
      if (stack.isVector()) {
        grid.setTiles(MapColors.tiles(stack, true, map -> ""));
      } else {
        List<MapTile> tiles =
            station.maps().stream()
                .map(map -> MapColors.of(stack, map).tile(stack, map, ""))
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
