package digitscope.ui.setup;

import digitscope.data.source.DataSources;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.DataOffer;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;

/** The data that can be chosen by name, and what is missing of that which is chosen. */
public final class SourcesViewModel {
  private final SetupViewModel setup;
  private final DataLibrary library;
  private final ReadOnlyBooleanWrapper needsDownload =
      new ReadOnlyBooleanWrapper(this, "needsDownload");

  SourcesViewModel(SetupViewModel setup, DataLibrary library) {
    this.setup = setup;
    this.library = library;
    setup.setupProperty().addListener((observable, old, now) -> update());
    library.offersProperty().addListener((observable, old, now) -> update());
    library
        .readingProperty()
        .addListener(
            (observable, old, now) -> {
              update();
              if (now.isEmpty()) {
                refresh();
              }
            });
  }

  /** What can be chosen besides the bundled digits and a folder. */
  public ReadOnlyObjectProperty<List<DataOffer>> offersProperty() {
    return library.offersProperty();
  }

  /** Whether the data that is chosen has to be downloaded, which has not begun. */
  public ReadOnlyBooleanProperty needsDownloadProperty() {
    return needsDownload.getReadOnlyProperty();
  }

  /** What is chosen, if it is one of the offers. */
  public Optional<DataOffer> chosen() {
    String name = setup.config().data();
    return offersProperty().get().stream().filter(offer -> offer.name().equals(name)).findFirst();
  }

  /** Refreshes what is available. */
  public void refresh() {
    library.refreshOffers();
  }

  /** Downloads the data that is chosen, and reads it. */
  public void download() {
    var unused = library.read(setup.config().data(), setup.config().corrections());
  }

  /** Takes the data that needs no file and no network. */
  public void useBundledDigits() {
    setup.useData(DataSources.DIGITS);
  }

  private void update() {
    needsDownload.set(
        chosen().filter(offer -> !offer.isHere()).isPresent()
            && library.readingProperty().get().isEmpty()
            && library.dataProperty().get().isEmpty());
  }
}
