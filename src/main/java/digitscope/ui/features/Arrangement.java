package digitscope.ui.features;

/** How the page shows what an image excites. */
public enum Arrangement {
  /** Layers as columns, from the image to the output, with lines between the maps. */
  NETWORK,
  /** Every map of every layer, one layer below the other. */
  MAPS
}
