package digitscope.ui.control;

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
  /** Pointer moves shorter than this fraction of the pad add nothing but noise. */
  private static final double SHORTEST_MOVE = 0.002;

  private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper(this, "version");
  private final ReadOnlyBooleanWrapper blank = new ReadOnlyBooleanWrapper(this, "blank", true);
  private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper(this, "undoable");
  private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper(this, "redoable");
  private final BooleanProperty erasing = new SimpleBooleanProperty(this, "erasing");

  private final Deque<List<Stroke>> past = new ArrayDeque<>();
  private final Deque<List<Stroke>> future = new ArrayDeque<>();
  private final List<Ink> inks = new ArrayList<>();
  private final InkRaster raster = new InkRaster();
  private List<Stroke> strokes = List.of();
  private List<Stroke.Point> growing = List.of();
  private boolean growingErases;
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
    end();
    growing = new ArrayList<>();
    growingErases = erases;
    extend(new Stroke.Point(x, y));
  }

  /** Draws on to a point; without effect outside a stroke. */
  public void extend(double x, double y) {
    Stroke.Point point = new Stroke.Point(x, y);
    if (isDrawing() && growing.get(growing.size() - 1).distance(point) >= SHORTEST_MOVE) {
      extend(point);
    }
  }

  private void extend(Stroke.Point point) {
    growing.add(point);
    draw(Stroke.curveTo(growing, growing.size() - 1), growingErases);
    changed();
  }

  /** Ends the stroke; without effect outside one. */
  public void end() {
    if (isDrawing()) {
      draw(Stroke.lastCurve(growing), growingErases);
      List<Stroke> longer = new ArrayList<>(strokes);
      longer.add(new Stroke(growingErases, growing));
      growing = List.of();
      remember();
      strokes = List.copyOf(longer);
      changed();
    }
  }

  /** Takes the last change back. */
  public void undo() {
    end();
    travel(past, future);
  }

  /** Makes the last change again that was taken back. */
  public void redo() {
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
    for (int i = 0; i < growing.size(); i++) {
      ink.draw(Stroke.curveTo(growing, i), growingErases);
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
