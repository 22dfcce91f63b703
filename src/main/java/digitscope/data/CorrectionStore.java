package digitscope.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Stores the label corrections of each source. Safe to use from any thread. */
public interface CorrectionStore {
  /** Knows of no decision, and keeps none. */
  CorrectionStore NONE =
      new CorrectionStore() {
        @Override
        public Corrections read(String source) {
          return Corrections.NONE;
        }

        @Override
        public Corrections change(String source, UnaryOperator<Corrections> change)
            throws DataException {
          throw new DataException("Label corrections are not saved here");
        }

        @Override
        public Optional<Path> file(String source) {
          return Optional.empty();
        }
      };

  /**
   * What was decided about a source.
   *
   * @throws DataException if it is damaged
   */
  Corrections read(String source) throws DataException;

  /**
   * Changes the corrections as they are now, including changes by others.
   *
   * @return what is kept now
   * @throws DataException if what is there is damaged, which is then left as it is, or it cannot be
   *     written
   */
  Corrections change(String source, UnaryOperator<Corrections> change) throws DataException;

  /** Where decisions about a source are kept, or would be. */
  Optional<Path> file(String source) throws DataException;
}
