package digitscope.app;

import digitscope.config.CatalogueFiles;
import digitscope.config.GlyphFiles;
import digitscope.data.Catalogue;
import digitscope.data.DataCache;
import digitscope.data.DataException;
import digitscope.data.DataSources;
import digitscope.data.UserFolders;

/** The data that the user who runs the program can train on. */
final class UserData {
  private UserData() {}

  /**
   * The bundled digits, and the sets of the catalogue.
   *
   * @throws DataException if the environment names mirrors that cannot be
   */
  static DataSources sources() throws DataException {
    Catalogue catalogue =
        new CatalogueFiles().bundled().from(System.getenv().getOrDefault(Catalogue.MIRROR, ""));
    return new DataSources(
        new GlyphFiles().bundled(),
        new DataCache(UserFolders.ofUser().cache().resolve("sets"), catalogue));
  }
}
