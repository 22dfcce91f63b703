package digitscope.ui.draw;

import java.io.IOException;

/** Keeps drawings from one start of the program to the next. */
public interface DrawingStore {
  /**
   * What was saved last; nothing if there was nothing yet.
   *
   * @throws IOException if what was saved cannot be read, with one sentence for the user
   */
  SavedDrawings load() throws IOException;

  /**
   * Saves in place of what was saved before.
   *
   * @throws IOException if it cannot be written, with one sentence for the user
   */
  void save(SavedDrawings drawings) throws IOException;
}
