package digitscope.wrong.eval;

import javafx.application.Platform;

/** A measure that shows and prints itself, paints, reads tables, draws graphs and tests. */
public final class Intruder {
  java.awt.image.BufferedImage picture;

  de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder rows =
      de.siegmar.fastcsv.reader.CsvReader.builder();

  org.jgrapht.Graph<Integer, Integer> graph = new org.jgrapht.graph.SimpleGraph<>(Integer.class);

  org.apache.commons.math3.distribution.TDistribution chance =
      new org.apache.commons.math3.distribution.TDistribution(4);

  void show() {
    Platform.runLater(() -> System.out.println(picture));
  }
}
