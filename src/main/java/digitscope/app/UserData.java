package digitscope.app;

import digitscope.config.CatalogueFiles;
import digitscope.config.CorrectionFiles;
import digitscope.config.GlyphFiles;
import digitscope.data.CorrectionStore;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.PictureReading;
import digitscope.data.Progress;
import digitscope.data.UserFolders;
import digitscope.data.download.Catalogue;
import digitscope.data.download.DataCache;
import digitscope.data.download.KnownSet;
import digitscope.data.source.BundledDigits;
import digitscope.data.source.DataSources;
import digitscope.data.source.ImageLibrary;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.DataOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The data that the user who runs the program can train on. */
final class UserData implements DataLibrary.Source {

  /**
   * The bundled digits, and the sets of the catalogue.
   *
   * @throws DataException if the environment names mirrors that cannot be
   */
  static DataSources sources() throws DataException {
    Catalogue catalogue =
        new CatalogueFiles().bundled().from(System.getenv().getOrDefault(Catalogue.MIRROR, ""));
    return new DataSources(
        BundledDigits.kept(
            () -> new GlyphFiles().bundled(),
            UserFolders.ofUser().cache().resolve("digits"),
            work -> new Thread(work, "keeping digits").start()),
        new DataCache(UserFolders.ofUser().cache().resolve("sets"), catalogue),
        UserFolders.ofUser().data().resolve("corrections"),
        new CorrectionFiles());
  }

  @Override
  public DataSplits read(String name, BackgroundTask<?> task) throws DataException {
    return sources().loadUncorrected(name, progress(task));
  }

  @Override
  public DataSplits read(String name, PictureReading recorded, BackgroundTask<?> task)
      throws DataException {
    return sources().loadUncorrected(name, Optional.of(recorded), progress(task));
  }

  private static Progress progress(BackgroundTask<?> task) {
    return new Progress() {
      @Override
      public void advance(double fraction) {
        task.report(fraction, 1);
      }

      @Override
      public void downloaded(long bytes, long total) {
        task.report((double) bytes, (double) total);
      }

      @Override
      public boolean isCancelled() {
        return task.isCancelled();
      }
    };
  }

  @Override
  public DataSplits correct(DataSplits read) throws DataException {
    return sources().correct(read);
  }

  @Override
  public CorrectionStore corrections() throws DataException {
    return sources().corrections();
  }

  @Override
  public boolean isHere(String name) throws DataException {
    return sources().isHere(name);
  }

  @Override
  public Optional<String> reach(String name) throws DataException {
    return sources().reach(name);
  }

  @Override
  public List<DataOffer> offers() throws DataException {
    DataCache cache = sources().cache();
    List<DataOffer> offers = new ArrayList<>();
    for (KnownSet set : cache.catalogue().sets()) {
      offers.add(new DataOffer(set.name(), cache.holds(set), Optional.of(set)));
    }
    for (String imported : ImageLibrary.ofUser().names()) {
      offers.add(new DataOffer(imported, true, Optional.empty()));
    }
    return offers;
  }
}
