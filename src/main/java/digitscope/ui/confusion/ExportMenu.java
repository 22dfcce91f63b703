package digitscope.ui.confusion;

import atlantafx.base.theme.Styles;
import digitscope.data.ImageFiles;
import digitscope.data.own.CsvTable;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationTables;
import digitscope.io.OutputFile;
import digitscope.ui.control.Messages;
import digitscope.ui.control.Paper;
import digitscope.ui.control.SvgDrawing;
import digitscope.ui.control.images.NodeImage;
import digitscope.ui.control.matrix.MatrixView;
import digitscope.ui.fx.FileOffer;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** Offers the matrix as it is shown, and the numbers behind it, as files. */
final class ExportMenu extends MenuButton {
  private static final double PICTURE_SCALE = 2;

  private final Messages messages = Messages.of("confusion");
  private final ConfusionViewModel model;

  ExportMenu(ConfusionViewModel model, MatrixView matrix) {
    this.model = model;
    setId("matrix-export");
    setGraphic(new FontIcon("mdi2d-download-outline"));
    setAccessibleText(messages.get("export"));
    setTooltip(new Tooltip(messages.get("export.help")));
    setMinWidth(Region.USE_PREF_SIZE);
    getStyleClass().add(Styles.SMALL);
    getItems()
        .addAll(
            item("png", () -> pictureOf(matrix)),
            item("svg", () -> drawingOf(matrix)),
            new SeparatorMenuItem(),
            table("matrix", (found, names) -> EvaluationTables.matrix(found.confusion(), names)),
            table("classes", (found, names) -> EvaluationTables.classes(found.confusion(), names)),
            table("errors", EvaluationTables::errors));
  }

  private interface Capture {
    FileOffer.Content take();
  }

  private MenuItem item(String id, Capture capture) {
    return item(id, id, "." + id, capture);
  }

  private MenuItem table(String id, BiFunction<Evaluation, List<String>, List<List<String>>> rows) {
    return item(
        id,
        "csv",
        ".csv",
        () -> {
          Evaluation evaluation = model.evaluationProperty().get().orElseThrow();
          List<String> names = model.classNames();
          return (file, task) -> CsvTable.write(file, rows.apply(evaluation, names));
        });
  }

  private MenuItem item(String id, String kind, String ending, Capture capture) {
    MenuItem item = new MenuItem(messages.get("export." + id));
    item.setId("export-" + id);
    item.setOnAction(
        event ->
            model
                .evaluationProperty()
                .get()
                .ifPresent(
                    found ->
                        model.offer(
                            new FileOffer(
                                messages.get("export.name." + id, found.step()),
                                messages.get("export.kind." + kind),
                                ending,
                                capture.take()))));
    return item;
  }

  private static FileOffer.Content pictureOf(MatrixView matrix) {
    NodeImage picture =
        withoutAdvice(matrix, () -> NodeImage.of(matrix, PICTURE_SCALE, Paper.behind(matrix)));
    return (file, task) ->
        ImageFiles.writePng(file, picture.width(), picture.height(), picture.argb());
  }

  private FileOffer.Content drawingOf(MatrixView view) {
    long step = model.evaluationProperty().get().map(Evaluation::step).orElse(0L);
    String drawing =
        withoutAdvice(
            view,
            () -> SvgDrawing.of(view, messages.get("export.title", step), Paper.behind(view)));
    return (file, task) -> OutputFile.write(file, drawing);
  }

  /** Captures a matrix without what only helps those who have the window before them. */
  private static <T> T withoutAdvice(MatrixView matrix, Supplier<T> capture) {
    Node advice = matrix.lookup(".matrix-advice");
    boolean isShown = advice != null && advice.isVisible();
    if (!isShown) {
      return capture.get();
    }
    advice.setVisible(false);
    try {
      return capture.get();
    } finally {
      advice.setVisible(true);
    }
  }
}
