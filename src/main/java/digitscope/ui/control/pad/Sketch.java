package digitscope.ui.control.pad;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/**
 * A drawing that grows stroke by stroke and can be taken back; several pads can show the same one.
 * Used on one thread.
 */
public final class Sketch {
  private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper(this, "version");
  private final ReadOnlyBooleanWrapper blank = new ReadOnlyBooleanWrapper(this, "blank", true);
  private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper(this, "undoable");
  private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper(this, "redoable");
  private final BooleanProperty erasing = new SimpleBooleanProperty(this, "erasing");

  private final List<PenMove> pending = new ArrayList<>();
  private final Deque<List<Stroke>> past = new ArrayDeque<>();
  private final Deque<List<Stroke>> future = new ArrayDeque<>();
  private final List<Ink> inks = new ArrayList<>();
  private final InkRaster raster = new InkRaster();
  private List<Stroke> strokes = List.of();
  private List<Stroke.Point> growing = List.of();
  private boolean growingErases;
  private long arrivedAtNanos;
  private Consumer<List<Stroke>> onClear = cleared -> {};

  public Sketch() {
    inks.add(raster);
  }

  /** Changes whenever the ink does, also within a stroke. */
  public ReadOnlyLongProperty versionProperty() {
    return version.getReadOnlyProperty();
  }

  /** Whether nothing was drawn. */
  public ReadOnlyBooleanProperty blankProperty() {
    return blank.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty undoableProperty() {
    return undoable.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty redoableProperty() {
    return redoable.getReadOnlyProperty();
  }

  /** Whether the next stroke takes ink away. */
  public BooleanProperty erasingProperty() {
    return erasing;
  }

  /** Finished strokes, oldest first. */
  public List<Stroke> strokes() {
    return strokes;
  }

  public boolean isDrawing() {
    return !growing.isEmpty();
  }

  /** When the newest move of a pen that is drawn arrived, by {@link System#nanoTime}. */
  public long arrivedAtNanos() {
    return arrivedAtNanos;
  }

  /** What is drawn so far, the growing stroke too. */
  public InkRaster raster() {
    return raster;
  }

  /** Sets who is told of the strokes that {@link #clear} and {@link #replace} take away. */
  public void setOnClear(Consumer<List<Stroke>> listener) {
    onClear = listener;
  }

  /** Starts a stroke. */
  public void begin(double x, double y, boolean erases) {
    start(new Stroke.Point(x, y), erases);
    changed();
  }

  /** Draws on to a point; without effect outside a stroke. */
  public void extend(double x, double y) {
    if (add(new Stroke.Point(x, y))) {
      changed();
    }
  }

  /** Ends the stroke; without effect outside one. */
  public void end() {
    if (finish()) {
      changed();
    }
  }

  /**
   * Takes down what a pen did, and nothing more: while a thread is busy, moves may be lost to it.
   * It is drawn by {@link #follow}, or before whatever else is done to the drawing.
   */
  void take(PenMove move) {
    pending.add(move);
  }

  /** Draws what was taken down, in order, as one change. */
  void follow() {
    boolean changed = false;
    for (PenMove move : pending) {
      arrivedAtNanos = move.arrivedAtNanos();
      changed |=
          switch (move.kind()) {
            case DOWN -> start(move.point(), move.erases());
            case ALONG -> add(move.point());
            case UP -> {
              boolean moved = add(move.point());
              yield finish() || moved;
            }
          };
    }
    pending.clear();
    if (changed) {
      changed();
    }
  }

  private boolean start(Stroke.Point point, boolean erases) {
    finish();
    growing = new ArrayList<>(List.of(point));
    growingErases = erases;
    draw(Stroke.curve(growing, 0), erases);
    return true;
  }

  private boolean add(Stroke.Point point) {
    // The pointer may rest where it is; each other place is kept.
    if (!isDrawing() || growing.get(growing.size() - 1).equals(point)) {
      return false;
    }
    growing.add(point);
    // How a piece of the line ends is known when the point after it is.
    if (growing.size() > 2) {
      draw(Stroke.curve(growing, growing.size() - 3), growingErases);
    }
    return true;
  }

  private boolean finish() {
    if (!isDrawing()) {
      return false;
    }
    if (growing.size() > 1) {
      draw(Stroke.curve(growing, growing.size() - 2), growingErases);
    }
    List<Stroke> longer = new ArrayList<>(strokes);
    longer.add(new Stroke(growingErases, growing));
    growing = List.of();
    remember();
    strokes = List.copyOf(longer);
    return true;
  }

  /** Takes the last change back. */
  public void undo() {
    follow();
    end();
    travel(past, future);
  }

  /** Makes the last change again that was taken back. */
  public void redo() {
    follow();
    end();
    travel(future, past);
  }

  /** Takes everything away; can be undone. */
  public void clear() {
    replace(List.of());
  }

  /** Starts afresh with strokes that were drawn before; cannot be undone. */
  public void open(List<Stroke> saved) {
    growing = List.of();
    past.clear();
    future.clear();
    restart(saved);
  }

  /** Shows other strokes instead; can be undone. */
  public void replace(List<Stroke> others) {
    follow();
    end();
    if (others.equals(strokes)) {
      return;
    }
    List<Stroke> before = strokes;
    remember();
    restart(others);
    if (!before.isEmpty()) {
      onClear.accept(before);
    }
  }

  /** Shows the sketch on {@code ink} from now on. */
  void addInk(Ink ink) {
    inks.add(ink);
    drawAllTo(ink);
  }

  void removeInk(Ink ink) {
    inks.remove(ink);
  }

  /** Draws all there is, the growing stroke too. */
  void drawAllTo(Ink ink) {
    ink.clear();
    for (Stroke stroke : strokes) {
      stroke.curves().forEach(curve -> ink.draw(curve, stroke.erases()));
    }
    if (growing.size() == 1) {
      ink.draw(Stroke.curve(growing, 0), growingErases);
    }
    for (int i = 0; i < growing.size() - 2; i++) {
      ink.draw(Stroke.curve(growing, i), growingErases);
    }
  }

  private void remember() {
    past.push(strokes);
    future.clear();
  }

  private void travel(Deque<List<Stroke>> from, Deque<List<Stroke>> to) {
    if (!from.isEmpty()) {
      to.push(strokes);
      restart(from.pop());
    }
  }

  private void restart(List<Stroke> shown) {
    strokes = List.copyOf(shown);
    inks.forEach(this::drawAllTo);
    changed();
  }

  private void draw(Stroke.Curve curve, boolean erases) {
    inks.forEach(ink -> ink.draw(curve, erases));
  }

  private void changed() {
    blank.set(raster.isBlank());
    undoable.set(!past.isEmpty());
    redoable.set(!future.isEmpty());
    version.set(version.get() + 1);
  }
}
