package digitscope.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import digitscope.data.Correction;
import digitscope.data.Correction.Verdict;
import digitscope.data.CorrectionFormat;
import digitscope.data.Corrections;
import digitscope.data.DataException;
import digitscope.data.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
          "What was decided in Digitscope about labels that looked wrong. The data itself is"
              + " unchanged.",
          "An image is told by the SHA-256 of its pixels; label is what it is labelled as in the"
              + " data.",
          "verdict: relabel (then to says as what), leave-out, or keep.");

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * The file's content.
   *
   * @param about what a person who opens it should know
   * @param data the source, for a person
   */
  private record Content(
      String kind, int version, List<String> about, String data, List<Decision> decisions) {}

  /**
   * One decision.
   *
   * @param to class of the new label; null if there is none
   */
  private record Decision(
      String set, int image, String sha256, String label, String verdict, @Nullable String to) {
    static Decision of(Correction correction) {
      return new Decision(
          correction.split() == Split.TRAIN ? "train" : "test",
          correction.origin(),
          correction.sha256(),
          correction.label(),
          name(correction.verdict()),
          correction.verdict() instanceof Verdict.Relabel relabel ? relabel.to() : null);
    }

    private static String name(Verdict verdict) {
      if (verdict instanceof Verdict.Relabel) {
        return "relabel";
      }
      return verdict instanceof Verdict.LeaveOut ? "leave-out" : "keep";
    }

    Correction toCorrection() {
      if (Arrays.asList(set, sha256, label, verdict).contains(null)) {
        throw new IllegalArgumentException("only to may be null");
      }
      return new Correction(split(), image, sha256, label, toVerdict());
    }

    private Split split() {
      return switch (set) {
        case "train" -> Split.TRAIN;
        case "test" -> Split.TEST;
        default -> throw new IllegalArgumentException("set is train or test, not '" + set + "'");
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
      throw new IllegalArgumentException(
          "verdict is relabel (with to), leave-out or keep, not '%s'%s"
              .formatted(verdict, to == null ? "" : " with to"));
    }
  }

  @Override
  public Corrections parse(String text, String origin) throws DataException {
    Content content;
    try {
      var tree = mapper.readTree(text);
      if (!KIND.equals(tree.path("kind").asText())) {
        throw new DataException(
            "%s is not a file of corrections: its kind is not %s".formatted(origin, KIND));
      }
      if (tree.path("version").asInt() != VERSION) {
        throw new DataException(
            "%s is of version %s, and this program knows version %d only: use the program that wrote it"
                .formatted(origin, tree.path("version").asText(), VERSION));
      }
      content = mapper.treeToValue(tree, Content.class);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw new DataException(
          "%s is damaged%s: %s".formatted(origin, line, e.getOriginalMessage()), e);
    }
    List<Correction> decisions = new ArrayList<>();
    for (Decision decision : content.decisions()) {
      try {
        decisions.add(decision.toCorrection());
      } catch (IllegalArgumentException e) {
        throw new DataException(
            "%s is damaged: decision %d: %s"
                .formatted(origin, decisions.size() + 1, e.getMessage()),
            e);
      }
    }
    return new Corrections(decisions);
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
}
