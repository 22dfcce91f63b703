package digitscope.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the images that corrections are about, and applies them. An image that has another number
 * than when it was decided about, because images came or went, is found by its pixels.
 */
final class Corrector {
  private final DataSplits splits;
  private final List<Correction> decisions;
  private final Changes ofTraining = new Changes(new HashMap<>(), new HashSet<>());
  private final Changes ofTest = new Changes(new HashMap<>(), new HashSet<>());
  private final List<String> applied = new ArrayList<>();

  private record Place(Split split, int index) {}

  /** What is to be changed in one set, by number of the image. */
  private record Changes(Map<Integer, Integer> labels, Set<Integer> leftOut) {}

  /**
   * @param splits as they were read
   */
  Corrector(DataSplits splits, Corrections corrections) {
    this.splits = splits;
    this.decisions = corrections.decisions();
  }

  private Changes changes(Split split) {
    return split == Split.TRAIN ? ofTraining : ofTest;
  }

  DataSplits corrected() throws DataException {
    Map<Correction, Place> places = placesByNumber();
    if (places.size() < decisions.size()) {
      findByPixels(places);
    }
    int unplaced = 0;
    for (Correction decision : decisions) {
      Optional<Place> place = Optional.ofNullable(places.get(decision));
      if (place.isEmpty() || !apply(decision, place.get())) {
        unplaced++;
      }
    }
    return new DataSplits(
        splits.source(),
        corrected(Split.TRAIN),
        corrected(Split.TEST),
        summary(unplaced),
        splits.recorded());
  }

  private Map<Correction, Place> placesByNumber() {
    Map<Correction, Place> places = new HashMap<>();
    for (Split split : Split.values()) {
      Map<Integer, List<Correction>> byOrigin = new HashMap<>();
      for (Correction decision : decisions) {
        if (decision.split() == split) {
          byOrigin.computeIfAbsent(decision.origin(), o -> new ArrayList<>()).add(decision);
        }
      }
      Dataset set = split.of(splits);
      for (int i = 0; i < set.size() && !byOrigin.isEmpty(); i++) {
        for (Correction decision : byOrigin.getOrDefault(set.origin(i), List.of())) {
          if (decision.sha256().equals(set.sha256(i))) {
            places.put(decision, new Place(split, i));
          }
        }
      }
    }
    return places;
  }

  /** Finds those that are left, unless several images have the same pixels. */
  private void findByPixels(Map<Correction, Place> places) {
    Map<String, List<Place>> wanted = new HashMap<>();
    for (Correction decision : decisions) {
      if (!places.containsKey(decision)) {
        wanted.put(decision.sha256(), new ArrayList<>());
      }
    }
    for (Split split : Split.values()) {
      Dataset set = split.of(splits);
      for (int i = 0; i < set.size(); i++) {
        List<Place> found = wanted.get(set.sha256(i));
        if (found != null) {
          found.add(new Place(split, i));
        }
      }
    }
    for (Correction decision : decisions) {
      List<Place> found = wanted.getOrDefault(decision.sha256(), new ArrayList<>());
      found.removeIf(places::containsValue);
      if (!places.containsKey(decision) && found.size() == 1) {
        places.put(decision, found.get(0));
      }
    }
  }

  /** Whether it could be applied. */
  private boolean apply(Correction decision, Place place) {
    Dataset set = place.split.of(splits);
    List<String> names = set.classNames();
    if (!names.get(set.label(place.index)).equals(decision.label())) {
      return false;
    }
    Optional<String> outcome = decision.verdict().accept(new Outcome(place, names));
    if (outcome.isEmpty()) {
      return false;
    }
    if (decision.hasEffect()) {
      applied.add("%s %s %s".formatted(decision.sha256(), decision.label(), outcome.get()));
    }
    return true;
  }

  private Dataset corrected(Split split) throws DataException {
    Dataset set = split.of(splits);
    Changes changes = changes(split);
    if (changes.leftOut.size() == set.size()) {
      throw new DataException(
          "%s: no image is left, because corrections leave all of them out; remove some corrections"
              .formatted(set.name()));
    }
    return changes.labels.isEmpty() && changes.leftOut.isEmpty()
        ? set
        : set.corrected(changes.labels, changes.leftOut);
  }

  private Corrected summary(int unplaced) {
    return new Corrected(
        ofTraining.labels.size() + ofTest.labels.size(),
        ofTraining.leftOut.size() + ofTest.leftOut.size(),
        unplaced,
        applied.isEmpty() ? "" : sha256());
  }

  /** The same decisions have the same checksum, in whatever order they were made. */
  private String sha256() {
    String[] lines = applied.toArray(String[]::new);
    Arrays.sort(lines);
    try {
      byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Notes a change; the new label if there is one, nothing if it cannot be applied. */
  private final class Outcome implements Correction.Verdict.Visitor<Optional<String>> {
    private final Place place;
    private final List<String> names;

    Outcome(Place place, List<String> names) {
      this.place = place;
      this.names = names;
    }

    @Override
    public Optional<String> relabel(Correction.Verdict.Relabel verdict) {
      if (!names.contains(verdict.to())) {
        return Optional.empty();
      }
      changes(place.split).labels.put(place.index, names.indexOf(verdict.to()));
      return Optional.of(verdict.to());
    }

    @Override
    public Optional<String> leaveOut(Correction.Verdict.LeaveOut verdict) {
      changes(place.split).leftOut.add(place.index);
      return Optional.of("");
    }

    @Override
    public Optional<String> keep(Correction.Verdict.Keep verdict) {
      return Optional.of("");
    }
  }
}
