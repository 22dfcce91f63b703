package digitscope.report;

import digitscope.config.LayerSummary;
import digitscope.config.Shape;
import digitscope.data.ImageShape;
import digitscope.probe.FilterPatterns;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The patterns that activate the filters of a layer.
 *
 * @param layer its number, counted from 1
 * @param title what the user reads, such as {@code "convolution 3×3×32"}
 * @param note why there are no patterns; empty if there are
 * @param excitation each filter's pre-activation where its pattern excites it most
 * @param dead whether no training image excites the filter
 * @param sheet the patterns, one a filter; null if there are none
 */
record FilterPictures(
    int layer,
    String title,
    String note,
    List<@Nullable Double> excitation,
    List<Boolean> dead,
    @Nullable PictureSheet sheet) {
  /** Number of filters that a reader may look at, and that a search finishes in some seconds. */
  static final int MOST = 256;

  /** The patterns of a layer. */
  static FilterPictures of(LayerSummary layer, FilterPatterns found) {
    ImageShape shape = new ImageShape(found.channels(), found.height(), found.width());
    return new FilterPictures(
        layer.number(),
        layer.spec().title(),
        "",
        found.patterns().stream().map(one -> EvaluationJson.number(one.activation())).toList(),
        found.patterns().stream().map(FilterPatterns.Pattern::dead).toList(),
        PictureSheet.of(shape, found.patterns().stream().map(one -> bytes(one.pixels())).toList()));
  }

  /** Number of filters or units of a layer. */
  static int count(LayerSummary layer) {
    return layer.output() instanceof Shape.Maps maps ? maps.channels() : layer.output().size();
  }

  /** A layer with more filters than a page should show. */
  static FilterPictures tooMany(LayerSummary layer) {
    return new FilterPictures(
        layer.number(),
        layer.spec().title(),
        String.format(
            Locale.ROOT,
            "%,d filters are too many for this page; open the run in the program to see "
                + "their patterns",
            count(layer)),
        List.of(),
        List.of(),
        null);
  }

  private static byte[] bytes(float[] pixels) {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      bytes[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, pixels[i])));
    }
    return bytes;
  }
}
