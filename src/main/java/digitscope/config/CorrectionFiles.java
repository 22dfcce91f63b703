package digitscope.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import digitscope.data.Correction;
import digitscope.data.Correction.Verdict;
import digitscope.data.CorrectionFormat;
import digitscope.data.Corrections;
import digitscope.data.DataException;
import digitscope.data.Split;
import digitscope.io.InvalidValueException;
import digitscope.io.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Corrections as JSON. What this version doesn't know, a later one may have written: it is refused,
 * lest it be lost when the file is written again.
 */
public final class CorrectionFiles implements CorrectionFormat {
  private static final int VERSION = 1;
  private static final String KIND = "digitscope-corrections";
  private static final List<String> ABOUT =
      List.of(
          "Corrections made in Digitscope to labels that looked wrong. The data itself is "
              + "unchanged.",
          "An image is identified by the SHA-256 of its pixels; label is its label in the data.",
          "verdict: relabel (to gives the new label), leave-out, or keep.");

  private final JsonMapper mapper =
      StrictJson.mapper()
          .rebuild()
          .disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /**
   * The file's content.
   *
   * @param about what a user who opens it should know
   * @param data the source, for a user
   */
  private record Content(
      String kind,
      int version,
      List<String> about,
      String data,
      @Nullable List<@Nullable Decision> decisions) {}

  /**
   * One decision.
   *
   * @param to class of the new label; null if there is none
   */
  private record Decision(
      String set, int image, String sha256, String label, String verdict, @Nullable String to) {
    private static final Verdict.Visitor<String> NAMES = new Names();

    static Decision of(Correction correction) {
      return new Decision(
          correction.split() == Split.TRAIN ? "train" : "test",
          correction.origin(),
          correction.sha256(),
          correction.label(),
          correction.verdict().accept(NAMES),
          correction.verdict() instanceof Verdict.Relabel relabel ? relabel.to() : null);
    }

    Correction toCorrection() {
      if (Arrays.asList(set, sha256, label, verdict).contains(null)) {
        throw new InvalidValueException("only to may be null");
      }
      return new Correction(split(), image, sha256, label, toVerdict());
    }

    private Split split() {
      return switch (set) {
        case "train" -> Split.TRAIN;
        case "test" -> Split.TEST;
        default -> throw new InvalidValueException("set must be train or test, not '" + set + "'");
      };
    }

    private Verdict toVerdict() {
      if (to != null && verdict.equals("relabel")) {
        return new Verdict.Relabel(to);
      } else if (to == null && verdict.equals("leave-out")) {
        return new Verdict.LeaveOut();
      } else if (to == null && verdict.equals("keep")) {
        return new Verdict.Keep();
      }
      throw new InvalidValueException(
          "verdict must be relabel (with to), leave-out or keep, not '%s'%s"
              .formatted(verdict, to == null ? "" : " with to"));
    }
  }

  @Override
  public Corrections parse(String text, String origin) throws DataException {
    Content content;
    try {
      content = content(mapper.readTree(text), origin);
    } catch (JsonProcessingException e) {
      throw new DataException("%s is damaged: %s".formatted(origin, StrictJson.problem(e)), e);
    }
    if (content.decisions() == null) {
      throw new DataException("%s is damaged: it has no corrections".formatted(origin));
    }
    List<Correction> decisions = new ArrayList<>();
    for (Decision decision : content.decisions()) {
      try {
        if (decision == null) {
          throw new InvalidValueException("it is null");
        }
        decisions.add(decision.toCorrection());
      } catch (IllegalArgumentException e) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s is damaged: correction %d: %s",
                origin,
                decisions.size() + 1,
                Reason.of(e)),
            e);
      }
    }
    return new Corrections(decisions);
  }

  private Content content(JsonNode tree, String origin)
      throws DataException, JsonProcessingException {
    if (!KIND.equals(tree.path("kind").asText())) {
      throw new DataException(
          "%s is not a corrections file: its kind is not %s".formatted(origin, KIND));
    }
    JsonNode version = tree.path("version");
    if (!version.isInt() || version.asInt() != VERSION) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s has version %s, but this program supports only version %d: update the program",
              origin,
              version.asText(),
              VERSION));
    }
    return mapper.treeToValue(tree, Content.class);
  }

  @Override
  public String format(Corrections corrections, String source) {
    try {
      return mapper.writeValueAsString(
              new Content(
                  KIND,
                  VERSION,
                  ABOUT,
                  source,
                  corrections.decisions().stream().map(Decision::of).toList()))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Corrections can always be written", e);
    }
  }

  /** What verdicts are called in a file. */
  private static final class Names implements Verdict.Visitor<String> {
    @Override
    public String relabel(Verdict.Relabel verdict) {
      return "relabel";
    }

    @Override
    public String leaveOut(Verdict.LeaveOut verdict) {
      return "leave-out";
    }

    @Override
    public String keep(Verdict.Keep verdict) {
      return "keep";
    }
  }
}
