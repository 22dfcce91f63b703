package digitscope.wrong.cli;

import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** A command that opens a window, and writes dates as the user's language does. */
public final class Intruder {
  javafx.stage.Stage window;

  DateTimeFormatter dates = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM);
  digitscope.wrong.windowbench.Intruder robot;
}
