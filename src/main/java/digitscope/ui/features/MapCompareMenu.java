package digitscope.ui.features;

import digitscope.probe.FeatureMaps;
import digitscope.ui.features.MapReference.Comparison;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;

/** Chooses what the maps are compared with. */
final class MapCompareMenu extends MenuButton {
  private final FeaturesViewModel model;
  private final Readings readings;

  MapCompareMenu(FeaturesViewModel model, Readings readings) {
    this.model = model;
    this.readings = readings;
    setId("compare-maps");
    setTooltip(new Tooltip(readings.get("compare.tip")));
    setOnShowing(event -> fill());
    model.reference().choiceProperty().addListener((property, before, now) -> name());
    model.reference().mapsProperty().addListener((property, before, now) -> name());
    fill();
    name();
  }

  private void fill() {
    getItems()
        .setAll(
            item("none", readings.get("compare.none"), Optional.empty()),
            item(
                "image",
                readings.get("compare.image"),
                model.subjectProperty().get().map(Comparison.WithImage::new)),
            new SeparatorMenuItem());
    List<String> classes = model.classNames();
    for (int label = 0; label < classes.size(); label++) {
      String name = readings.get("compare.class", classes.get(label));
      getItems().add(item("class-" + label, name, Optional.of(new Comparison.WithMeanOf(label))));
    }
  }

  private MenuItem item(String id, String text, Optional<Comparison> choice) {
    MenuItem item = new MenuItem(text);
    item.setId("compare-" + id);
    item.setOnAction(event -> model.reference().choiceProperty().set(choice));
    return item;
  }

  private void name() {
    setText(
        model
            .reference()
            .choiceProperty()
            .get()
            .map(choice -> readings.get("compare.with", name(choice), step()))
            .orElse(readings.get("compare.title")));
  }

  private String name(Comparison choice) {
    return choice instanceof Comparison.WithImage image
        ? readings.subject(image.image())
        : readings.get(
            "compare.mean",
            Readings.className(model.classNames(), ((Comparison.WithMeanOf) choice).label()));
  }

  private String step() {
    return model
        .reference()
        .mapsProperty()
        .get()
        .map(FeatureMaps::step)
        .map(step -> readings.get("compare.step", step))
        .orElse("");
  }
}
