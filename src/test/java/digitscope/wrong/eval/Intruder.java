package digitscope.wrong.eval;

import javafx.application.Platform;

/** A measure that shows and prints itself, paints a picture, and reads tables. */
public final class Intruder {
  java.awt.image.BufferedImage picture;

  de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder rows =
      de.siegmar.fastcsv.reader.CsvReader.builder();

  void show() {
    Platform.runLater(() -> System.out.println(picture));
  }
}
