package digitscope.wrong.eval;

import javafx.application.Platform;

/** A measure that shows and prints itself, paints a picture, reads tables and draws graphs. */
public final class Intruder {
  java.awt.image.BufferedImage picture;

  de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder rows =
      de.siegmar.fastcsv.reader.CsvReader.builder();

  org.jgrapht.Graph<Integer, Integer> graph = new org.jgrapht.graph.SimpleGraph<>(Integer.class);

  void show() {
    Platform.runLater(() -> System.out.println(picture));
  }
}
