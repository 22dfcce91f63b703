package digitscope.ui.help;

/** The stops of the tour, in order. {@code strings/help.properties} has what is said at each. */
public enum TourStep {
  TRAIN,
  CURVES,
  CONFUSION,
  FEATURES,
  DRAW
}
