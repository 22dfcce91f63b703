package digitscope.windowbench;

import digitscope.bench.StartSignal;
import digitscope.ui.fx.FirstPicture;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;

/** A program that opens an empty window, beside which this one's start is measured. */
public final class EmptyWindow {
  private static final double WIDTH = 1280;
  private static final double HEIGHT = 800;

  private EmptyWindow() {}

  /** Opens it; not an Application, so that JavaFX loads from the class path. */
  public static void main(String[] arguments) {
    Application.launch(Empty.class);
  }

  /** The window as JavaFX starts it. */
  public static final class Empty extends Application {
    public Empty() {}

    @Override
    public void start(Stage stage) {
      Scene scene = new Scene(new Region(), WIDTH, HEIGHT);
      stage.setScene(scene);
      stage.show();
      FirstPicture.of(scene, StartSignal.WINDOW::send);
    }
  }
}
