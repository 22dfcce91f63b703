package digitscope.data;

import digitscope.io.AtomicFile;
import digitscope.io.InputFile;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A {@link Preparation} as names and values, for files. */
public final class PreparationFormat {
  /** Rises when an older program would misread what this one writes. */
  private static final int VERSION = 1;

  /** Lies beside the IDX files of a set that was made of pictures. */
  private static final String FILE = "preparation.properties";

  private static final int MOST_BYTES = 10_000;

  private PreparationFormat() {}

  /**
   * The preparation that lies beside IDX files, if one does.
   *
   * @throws DataException if it is damaged
   */
  public static Optional<Preparation> in(Path folder) throws DataException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    try {
      InputFile.text(file, MOST_BYTES)
          .lines()
          .map(line -> line.split("=", 2))
          .filter(pair -> pair.length == 2)
          .forEach(pair -> values.put(pair[0].strip(), pair[1].strip()));
    } catch (IOException e) {
      throw DataException.notRead(file, e);
    }
    try {
      return Optional.of(parse(values));
    } catch (DataException e) {
      throw new DataException("%s: %s".formatted(file, Reason.of(e)), e);
    }
  }

  /** Writes a preparation beside IDX files. */
  public static void write(Preparation preparation, Path folder) throws DataException {
    StringBuilder text = new StringBuilder();
    format(preparation)
        .forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    Path file = folder.resolve(FILE);
    try {
      AtomicFile.write(file, text.toString());
    } catch (IOException e) {
      throw DataException.notWritten(file, e);
    }
  }

  /** All there is to say of a preparation. */
  public static Map<String, String> format(Preparation preparation) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("version", Integer.toString(VERSION));
    values.put("fit", word(preparation.fit()));
    values.put("polarity", word(preparation.polarity()));
    preparation.behind().ifPresent(light -> values.put("behind", Integer.toString(light)));
    values.put("ground", word(preparation.ground()));
    values.put("sized", Boolean.toString(preparation.sized()));
    values.put("centered", Boolean.toString(preparation.centered()));
    values.put("blanks", Boolean.toString(preparation.blanks()));
    return values;
  }

  /**
   * The preparation that {@link #format} described.
   *
   * @throws DataException if something is missing or makes no sense
   */
  public static Preparation parse(Map<String, String> values) throws DataException {
    int version = number(values, "version", Integer.MAX_VALUE);
    if (version > VERSION) {
      throw new DataException(
          "The picture preparation was saved by a newer version of the program; update this one");
    }
    return new Preparation(
        word(values, "fit", Fit.class),
        word(values, "polarity", Preparation.Polarity.class),
        values.containsKey("behind")
            ? Optional.of(number(values, "behind", Picture.WHITE))
            : Optional.empty(),
        word(values, "ground", Preparation.Ground.class),
        flag(values, "sized"),
        flag(values, "centered"),
        flag(values, "blanks"));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E word(Map<String, String> values, String key, Class<E> type)
      throws DataException {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(values.get(key))) {
        return constant;
      }
    }
    throw damaged(key);
  }

  private static int number(Map<String, String> values, String key, int most) throws DataException {
    String value = values.getOrDefault(key, "");
    if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) > most) {
      throw damaged(key);
    }
    return Integer.parseInt(value);
  }

  private static boolean flag(Map<String, String> values, String key) throws DataException {
    String value = values.getOrDefault(key, "");
    if (!value.equals("true") && !value.equals("false")) {
      throw damaged(key);
    }
    return value.equals("true");
  }

  private static DataException damaged(String key) {
    return new DataException("The saved picture preparation has no valid '%s'".formatted(key));
  }
}
