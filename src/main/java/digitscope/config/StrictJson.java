package digitscope.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import digitscope.io.Reason;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the program reads JSON files, which may come from anywhere: what they hold must be what they
 * are to hold, and of a size that makes sense. What is wrong is said in the program's own words.
 */
public final class StrictJson {
  private static final int MOST_LEVELS = 100;
  private static final int MOST_DIGITS = 100;

  private StrictJson() {}

  /** A mapper that refuses what is missing, null, unknown, nested too deeply or behind the end. */
  public static JsonMapper mapper() {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(MOST_LEVELS)
            .maxNumberLength(MOST_DIGITS)
            .build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits).build())
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build();
  }

  /**
   * Where and what is wrong, such as {@code "line 3, at network[0].filters: it must be a whole
   * number"}; the place is left out where it is not known.
   */
  public static String problem(JsonProcessingException e) {
    String place = e instanceof JsonMappingException mapping ? path(mapping) : "";
    String line = line(e.getLocation());
    String where = line + (line.isEmpty() || place.isEmpty() ? "" : ", ") + place;
    return where + (where.isEmpty() ? "" : ": ") + reason(e);
  }

  /** As {@link #problem(JsonProcessingException)}, after the name of the file. */
  static String problem(String origin, JsonProcessingException e) {
    String problem = problem(e);
    return origin + (problem.equals(reason(e)) ? ": " : ", ") + problem;
  }

  private static String line(@Nullable JsonLocation location) {
    return location == null || location.getLineNr() < 1 ? "" : "line " + location.getLineNr();
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? "" : "at " + path;
  }

  private static String reason(JsonProcessingException e) {
    if (e instanceof JsonMappingException mapping) {
      return reason(mapping);
    } else if (e instanceof StreamConstraintsException limit) {
      return reason(limit);
    } else if (e instanceof JsonEOFException) {
      return "it ends too early";
    } else if (e instanceof InputCoercionException) {
      return "this number is too large here, or not a whole number";
    }
    return "it is not valid JSON from here on";
  }

  private static String reason(StreamConstraintsException e) {
    String limit = e.getOriginalMessage();
    if (limit.contains("nesting")) {
      return String.format(Locale.ROOT, "it is nested more than %d levels deep", MOST_LEVELS);
    } else if (limit.contains("Number")) {
      return String.format(Locale.ROOT, "a number has more than %d digits", MOST_DIGITS);
    }
    return "a text in it is too long";
  }

  private static String reason(JsonMappingException e) {
    Throwable cause = e.getCause();
    if (cause instanceof JsonProcessingException inner) {
      return reason(inner);
    } else if (cause instanceof IllegalArgumentException) {
      return Reason.of(cause);
    } else if (cause instanceof NullPointerException) {
      return "a value is missing (null)";
    } else if (e instanceof UnrecognizedPropertyException unknown) {
      return "there is no setting with this name; known settings are "
          + unknown.getKnownPropertyIds();
    } else if (e instanceof InvalidTypeIdException unknown) {
      return unknown.getTypeId() == null
          ? "it has no type"
          : "there is no type '%s'".formatted(unknown.getTypeId());
    } else if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
      return "'%s' is not a valid value".formatted(wrong.getValue());
    } else if (e.getOriginalMessage().contains("creator property")) {
      return "it is missing";
    } else if (e instanceof MismatchedInputException wrong) {
      return "it must be " + kind(wrong.getTargetType());
    }
    return "it is not of the expected type";
  }

  private static String kind(@Nullable Class<?> type) {
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    } else if (type == double.class || type == Double.class) {
      return "a number";
    } else if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    } else if (type != null && (type.isArray() || Collection.class.isAssignableFrom(type))) {
      return "a list in [ ]";
    } else if (type == null
        || (type.isRecord() || type.isInterface() || Map.class.isAssignableFrom(type))) {
      return "an object in { }";
    }
    return type == String.class || type.isEnum() ? "text in quotes" : "an object in { }";
  }
}
