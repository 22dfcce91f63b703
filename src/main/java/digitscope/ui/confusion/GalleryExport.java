package digitscope.ui.confusion;

import digitscope.data.DataException;
import digitscope.data.Dataset;
import digitscope.data.ImageFiles;
import digitscope.data.own.CsvTable;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationTables;
import digitscope.ui.confusion.GalleryViewModel.Gallery;
import digitscope.ui.control.Messages;
import digitscope.ui.control.images.ArgbPixels;
import digitscope.ui.control.images.ContactSheet;
import digitscope.ui.fx.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Takes images of a gallery to files and to the clipboard, and says how far it is. */
public final class GalleryExport {
  /** Few enough files that what else waits in the background soon has its turn. */
  private static final int FILES_IN_ONE_GO = 32;

  private static final Pattern NOT_FOR_NAMES = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final Messages messages = Messages.of("confusion");
  private final Executor background;
  private final Executor fxThread;
  private final ReadOnlyObjectWrapper<Optional<Status>> status =
      new ReadOnlyObjectWrapper<>(this, "status", Optional.empty());
  private Object current = new Object();

  /** How it goes. */
  public enum State {
    RUNNING,
    DONE,
    FAILED
  }

  /**
   * What the user is told.
   *
   * @param text a sentence
   */
  public record Status(State state, String text) {}

  /**
   * Images with what the network said of them.
   *
   * @param set the test set
   * @param gallery says what the network read them as
   * @param images their numbers, in the order of the gallery
   * @param classNames of the set
   */
  record Pictures(Dataset set, Gallery gallery, List<Integer> images, List<String> classNames) {}

  GalleryExport(Executor background, Executor fxThread) {
    this.background = background;
    this.fxThread = fxThread;
  }

  /** How the newest export goes; empty if there is nothing to be told. */
  ReadOnlyObjectProperty<Optional<Status>> statusProperty() {
    return status.getReadOnlyProperty();
  }

  /** Stops what runs; says nothing more of what is over. */
  void dismiss() {
    current = new Object();
    status.set(Optional.empty());
  }

  /** Writes what the network said of the shown images, a row each. */
  void writeCsv(Gallery gallery, List<String> classNames, Path file) {
    List<Integer> images = gallery.images();
    start(
        messages.get("export.csv.running", images.size()),
        () -> {
          CsvTable.write(
              file, EvaluationTables.images(gallery.history(), classNames, gallery.images()));
          return messages.get("export.csv.done", images.size(), file);
        });
  }

  /** Writes an image, pixel by pixel. */
  void writePng(Dataset set, int image, Path file) {
    start(
        messages.get("export.png.running", 0, 1),
        () -> {
          write(set, image, file);
          return messages.get("export.png.done", 1, file);
        });
  }

  /** Writes images, each to a file of its own, whose name says what it is. */
  void writePngs(Pictures pictures, Path folder) {
    Object own = begin(messages.get("export.png.running", 0, pictures.images().size()));
    writeSome(own, pictures, folder, 0);
  }

  private void writeSome(Object own, Pictures pictures, Path folder, int from) {
    int all = pictures.images().size();
    int to = Math.min(all, from + FILES_IN_ONE_GO);
    background.execute(
        () -> {
          try {
            for (int image : pictures.images().subList(from, to)) {
              write(pictures.set(), image, folder.resolve(fileName(pictures, image)));
            }
            fxThread.execute(() -> goOn(own, pictures, folder, to));
          } catch (DataException e) {
            fxThread.execute(() -> tell(own, State.FAILED, Problem.of(e).message()));
          }
        });
  }

  private static void write(Dataset set, int image, Path file) throws DataException {
    ArgbPixels pixels = GalleryViewModel.pixels(set, image);
    ImageFiles.writePng(file, pixels.width(), pixels.height(), pixels.argb());
  }

  private void goOn(Object own, Pictures pictures, Path folder, int written) {
    int all = pictures.images().size();
    if (written == all) {
      tell(own, State.DONE, messages.get("export.png.done", all, folder));
    } else if (own == current) {
      tell(own, State.RUNNING, messages.get("export.png.running", written, all));
      writeSome(own, pictures, folder, written);
    }
  }

  /** Such as {@code 00042-5-as-3.png}. */
  static String fileName(Pictures pictures, int image) {
    Evaluation evaluation = pictures.gallery().evaluation();
    return String.format(
        Locale.ROOT,
        "%05d-%s-as-%s.png",
        image,
        forName(pictures.classNames().get(evaluation.actual(image))),
        forName(pictures.classNames().get(evaluation.predicted(image))));
  }

  private static String forName(String className) {
    return NOT_FOR_NAMES.matcher(className).replaceAll("_");
  }

  /**
   * Puts images side by side into one picture.
   *
   * @param then what is done with it, on the JavaFX thread
   */
  void copy(Dataset set, List<Integer> images, Consumer<ArgbPixels> then) {
    int most = ContactSheet.most(set.shape().height(), set.shape().width());
    if (images.size() > most) {
      dismiss();
      tell(current, State.FAILED, messages.get("export.copy.tooMany", images.size(), most));
      return;
    }
    Object own = begin(messages.get("export.copy.running", images.size()));
    background.execute(
        () -> {
          ArgbPixels sheet =
              ContactSheet.of(
                  images.stream().map(image -> GalleryViewModel.pixels(set, image)).toList());
          fxThread.execute(
              () -> {
                if (own == current) {
                  then.accept(sheet);
                  tell(own, State.DONE, messages.get("export.copy.done", images.size()));
                }
              });
        });
  }

  private interface Job {
    /**
     * @return what the user is told when it is done
     */
    String run() throws DataException;
  }

  private void start(String running, Job job) {
    Object own = begin(running);
    background.execute(
        () -> {
          try {
            String done = job.run();
            fxThread.execute(() -> tell(own, State.DONE, done));
          } catch (DataException e) {
            fxThread.execute(() -> tell(own, State.FAILED, Problem.of(e).message()));
          }
        });
  }

  private Object begin(String running) {
    Object own = new Object();
    current = own;
    tell(own, State.RUNNING, running);
    return own;
  }

  /** Says something of an export, unless another one was begun since or nobody wants to know. */
  private void tell(Object own, State state, String text) {
    if (own == current) {
      status.set(Optional.of(new Status(state, text)));
    }
  }
}
