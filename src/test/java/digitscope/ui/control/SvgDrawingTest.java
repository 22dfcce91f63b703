package digitscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import atlantafx.base.theme.PrimerLight;
import digitscope.eval.CellChoice;
import digitscope.eval.ClassOrder;
import digitscope.eval.ConfusionMatrix;
import digitscope.ui.control.images.NodeImage;
import digitscope.ui.control.matrix.MatrixMode;
import digitscope.ui.control.matrix.MatrixView;
import digitscope.ui.fx.Fx;
import digitscope.ui.fx.SteadyRobot;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Drawings are compared with the nodes on the screen, and with the pixels of their picture. */
@ExtendWith(SteadyRobot.class)
final class SvgDrawingTest {
  private static final double ROUNDING = 0.001;

  @Start
  void start(Stage stage) {
    MatrixView matrix = new MatrixView();
    matrix.classNamesProperty().set(List.of("a<b", "c&d", "e"));
    matrix
        .matrixProperty()
        .set(new ConfusionMatrix(new int[][] {{90, 3, 0}, {12, 70, 1}, {0, 0, 50}}));
    Scene scene = new Scene(new StackPane(matrix), 420, 460);
    scene.getStylesheets().add(new PrimerLight().getUserAgentStylesheet());
    stage.setScene(scene);
    stage.sizeToScene(); // one test makes it larger
    stage.show();
  }

  private static MatrixView matrix(FxRobot robot) {
    return robot.lookup(".matrix").queryAs(MatrixView.class);
  }

  private static Document draw(FxRobot robot) throws Exception {
    Fx.settle();
    List<String> drawn = new ArrayList<>();
    robot.interact(() -> drawn.add(SvgDrawing.of(matrix(robot), "rows & columns", Color.IVORY)));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(drawn.get(0).getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> all(Document drawing, String tag) {
    NodeList found = drawing.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  /** What can be read on the screen. */
  private static void collect(Node node, List<String> texts) {
    if (!node.isVisible() || node.getOpacity() == 0) {
      return;
    }
    if (node instanceof Text text && !text.getText().isEmpty()) {
      texts.add(text.getText());
    } else if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, texts));
    }
  }

  @Test
  void textsAreThoseOnTheScreenWhateverIsShown(FxRobot robot) throws Exception {
    for (MatrixMode mode : MatrixMode.values()) {
      robot.interact(
          () -> {
            matrix(robot).modeProperty().set(mode);
            matrix(robot).orderProperty().set(ClassOrder.ERROR);
            matrix(robot).diagonalHiddenProperty().set(mode == MatrixMode.ROW_SHARE);
          });
      Document drawing = draw(robot);
      List<String> texts = new ArrayList<>();
      collect(matrix(robot), texts);
      assertThat(all(drawing, "text"))
          .extracting(Element::getTextContent)
          .containsExactlyElementsOf(texts)
          .contains("a<b", "c&d");
      assertThat(drawing.getElementsByTagName("title").item(0).getTextContent())
          .isEqualTo("rows & columns");
    }
  }

  @Test
  void cellsHaveTheirPlacesAndColors(FxRobot robot) throws Exception {
    Document drawing = draw(robot);
    for (String id : List.of("#cell-0-0", "#cell-1-0", "#cell-2-1")) {
      Region cell = robot.lookup(id).queryAs(Region.class);
      Color fill = (Color) cell.getBackground().getFills().get(0).getFill();
      double left = cell.getLayoutX() + 1;
      double top = cell.getLayoutY() + 1;
      assertThat(all(drawing, "rect"))
          .anySatisfy(
              rectangle -> {
                assertThat(number(rectangle, "x")).isCloseTo(left, within(ROUNDING));
                assertThat(number(rectangle, "y")).isCloseTo(top, within(ROUNDING));
                assertThat(number(rectangle, "width")).isEqualTo(cell.getWidth() - 2);
                assertThat(rectangle.getAttribute("fill")).isEqualTo(hex(fill));
              });
    }
    Element paper = all(drawing, "rect").get(0);
    assertThat(paper.getAttribute("fill")).isEqualTo("#fffff0");
    // Also what hangs over the edge, such as a long heading, is on the paper.
    assertThat(number(paper, "width"))
        .isCloseTo(matrix(robot).getBoundsInLocal().getWidth(), within(ROUNDING))
        .isGreaterThanOrEqualTo(420);
    assertThat(all(drawing, "text"))
        .filteredOn(text -> text.getTextContent().equals("Actual"))
        .singleElement()
        .satisfies(
            text -> assertThat(text.getAttribute("transform")).startsWith("matrix(0 -1 1 0"));
  }

  @Test
  void whatIsChosenIsMarked(FxRobot robot) throws Exception {
    robot.interact(() -> matrix(robot).choiceProperty().set(Optional.empty()));
    int before = stroked(draw(robot));
    robot.interact(
        () -> matrix(robot).choiceProperty().set(Optional.of(new CellChoice.Cell(1, 0))));
    assertThat(stroked(draw(robot))).isEqualTo(before + 1);
  }

  private static int stroked(Document drawing) {
    return (int) all(drawing, "rect").stream().filter(one -> one.hasAttribute("stroke")).count();
  }

  @Test
  void pictureIsSharperAndOnTheSamePaper(FxRobot robot) {
    List<NodeImage> pictures = new ArrayList<>();
    robot.interact(() -> pictures.add(NodeImage.of(matrix(robot), 2, Color.IVORY)));
    // A label at the margin may stick out a little.
    assertThat(pictures.get(0).width()).isBetween(840, 880);
    assertThat(pictures.get(0).height()).isEqualTo(920);
    assertThat(pictures.get(0).argb()[0]).isEqualTo(0xfffffff0);
  }

  @Test
  void cellsOfManyClassesAreThoseOfThePicture(FxRobot robot) throws Exception {
    int classes = 26;
    int[][] counts = new int[classes][classes];
    for (int i = 0; i < classes; i++) {
      counts[i][i] = 40 + i;
      counts[i][(i + 3) % classes] = 7 * i;
    }
    robot.interact(
        () -> {
          matrix(robot).getScene().getWindow().setWidth(1100);
          matrix(robot).getScene().getWindow().setHeight(900);
          matrix(robot).matrixProperty().set(new ConfusionMatrix(counts));
          matrix(robot).choiceProperty().set(Optional.of(new CellChoice.Cell(4, 7)));
        });
    Document drawing = draw(robot);
    Node picture = robot.lookup(".matrix-picture").query();
    List<Element> cells =
        all(drawing, "rect").stream()
            .filter(
                one ->
                    !one.hasAttribute("stroke")
                        && number(one, "height") > 5
                        && number(one, "width") < 100
                        && picture
                            .getBoundsInParent()
                            .contains(number(one, "x") + 1, number(one, "y") + 1))
            .toList();
    assertThat(cells).hasSize(classes * classes);
    assertThat(all(drawing, "path")).hasSize(4); // around the one that is chosen
    assertThat(all(drawing, "text")).extracting(Element::getTextContent).contains("28", "175");
    List<NodeImage> pictures = new ArrayList<>();
    robot.interact(() -> pictures.add(NodeImage.of(picture, 1, Color.IVORY)));
    for (int cell : new int[] {0, 3, classes, classes + 4, classes * classes - 1}) {
      int x = (int) (number(cells.get(cell), "x") - picture.getLayoutX()) + 2;
      int y = (int) (number(cells.get(cell), "y") - picture.getLayoutY()) + 2;
      int argb = pictures.get(0).argb()[y * pictures.get(0).width() + x];
      int drawn = Integer.parseInt(cells.get(cell).getAttribute("fill").substring(1), 16);
      for (int shift : new int[] {0, 8, 16}) { // a canvas rounds its colors in another way
        assertThat((argb >> shift) & 0xff).isCloseTo((drawn >> shift) & 0xff, within(1));
      }
    }
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static String hex(Color color) {
    return String.format(
        Locale.ROOT,
        "#%02x%02x%02x",
        Math.round(255 * color.getRed()),
        Math.round(255 * color.getGreen()),
        Math.round(255 * color.getBlue()));
  }
}
