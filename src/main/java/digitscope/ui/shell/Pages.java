package digitscope.ui.shell;

import digitscope.ui.confusion.ConfusionCard;
import digitscope.ui.confusion.ConfusionView;
import digitscope.ui.control.LiveScrollPane;
import digitscope.ui.control.Messages;
import digitscope.ui.data.DataView;
import digitscope.ui.draw.DrawCard;
import digitscope.ui.draw.DrawView;
import digitscope.ui.features.FeaturesCard;
import digitscope.ui.features.FeaturesView;
import digitscope.ui.filters.FiltersView;
import digitscope.ui.labels.LabelsView;
import digitscope.ui.learning.LearningCard;
import digitscope.ui.learning.LearningView;
import digitscope.ui.network.NetworkPage;
import digitscope.ui.runs.RunsView;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.layout.Region;

/** Makes the pages out of the views. */
final class Pages {
  private final Messages messages = Messages.of("shell");
  private final ViewModels models;
  private final Consumer<Page> open;
  private final boolean isGradual;

  /**
   * @param open shows a page, when a card of the overview asks for it
   * @param isGradual whether a page may be painted before all of it is there
   */
  Pages(ViewModels models, Consumer<Page> open, boolean isGradual) {
    this.models = models;
    this.open = open;
    this.isGradual = isGradual;
    models.confusion().onShowMapsProperty().set(() -> open.accept(Page.FEATURES));
    models.network().setOnShowMaps(() -> open.accept(Page.FEATURES));
    models.network().setOnShowFilters(() -> open.accept(Page.FILTERS));
  }

  PageContent create(Page page) {
    return switch (page) {
      case OVERVIEW -> overview();
      case LEARNING ->
          new PageContent(
              new LearningView(models.learning()), List.of(models.learning().activeProperty()));
      case CONFUSION -> new PageContent(confusion(), List.of(models.confusion().activeProperty()));
      case FEATURES ->
          new PageContent(
              new FeaturesView(models.features()), List.of(models.features().activeProperty()));
      case FILTERS ->
          new PageContent(
              new FiltersView(models.filters()), List.of(models.filters().activeProperty()));
      case DRAW ->
          new PageContent(new DrawView(models.draw()), List.of(models.draw().activeProperty()));
      case DATA ->
          new PageContent(new DataView(models.data()), List.of(models.data().activeProperty()));
      case NETWORK ->
          new PageContent(
              new NetworkPage(models.network()), List.of(models.network().activeProperty()));
      case RUNS ->
          new PageContent(new RunsView(models.runs()), List.of(models.runs().activeProperty()));
    };
  }

  private Region confusion() {
    LabelsView view = new LabelsView(models.labels());
    Tab labels = new Tab(messages.get("tab.labels"));
    showWhenSelected(labels, LiveScrollPane.fitted(view));
    labels.tabPaneProperty().addListener((property, before, tabs) -> view.hearKeysOf(tabs));
    labels.setId("tab-labels");
    models
        .labels()
        .activeProperty()
        .bind(models.confusion().activeProperty().and(labels.selectedProperty()));
    models.otherSet().activeProperty().bind(models.confusion().activeProperty());
    ConfusionView page = new ConfusionView(models.confusion(), labels);
    page.offer(models.otherSet());
    return page;
  }

  /** Keeps what a tab shows out of the scene until it is asked for: hidden nodes cost time too. */
  private static void showWhenSelected(Tab tab, Node content) {
    tab.selectedProperty().addListener((property, before, now) -> tab.setContent(content));
  }

  private PageContent overview() {
    Region overview =
        new Overview(
            List.of(
                card("learning", "card.title", () -> new LearningCard(models.learning())),
                card(
                    "confusion",
                    "card.title",
                    () -> new ConfusionCard(models.confusion(), () -> open.accept(Page.CONFUSION))),
                card("features", "card.title", () -> new FeaturesCard(models.features())),
                card("draw", "title", () -> new DrawCard(models.draw()))),
            isGradual);
    return new PageContent(
        overview,
        List.of(
            models.learning().activeProperty(),
            models.confusion().activeProperty(),
            models.features().activeProperty(),
            models.draw().activeProperty()));
  }

  private static Overview.Card card(String view, String title, Supplier<Region> maker) {
    return new Overview.Card(Messages.of(view).get(title), maker);
  }
}
