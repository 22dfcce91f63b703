package digitscope.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How pictures become images like those of a data set: decided once for the set, kept with it and
 * with each run, and the same on import, in predictions, on the drawing pad and in evaluations.
 *
 * @param fit how a picture is brought to size
 * @param polarity whether light and dark are exchanged
 * @param behind light behind what is transparent, 0 to 255; empty: what is best seen
 * @param ground background of the images
 * @param sized whether all pictures of the set had the size of its images, so that one of another
 *     size is none of the set
 * @param centered whether the images are as MNIST's: see {@link DrawingPreparation#isPrepared}
 * @param blanks whether the set has images without anything drawn
 */
public record Preparation(
    Fit fit,
    Polarity polarity,
    Optional<Integer> behind,
    Ground ground,
    boolean sized,
    boolean centered,
    boolean blanks) {
  /** Whether light and dark of a picture are exchanged. */
  public enum Polarity {
    /** Never. */
    KEPT,
    /** Always. */
    INVERTED,
    /** If the picture's background is light: for sets that were not made of pictures. */
    MATCHED
  }

  /** Background of the images of a set. */
  public enum Ground {
    DARK,
    LIGHT,
    MIXED
  }

  /** When a picture is prepared. */
  public enum Mode {
    /** If it is not yet as the images of the set. */
    AUTO,
    ALWAYS,
    NEVER
  }

  /**
   * An image for a network.
   *
   * @param image unsigned bytes in [channels, height, width] order
   * @param blank whether nothing is drawn
   * @param done what was done to the picture, for a user
   */
  public record Prepared(byte[] image, boolean blank, String done) {}

  /** Smaller contrasts, in levels of 255, show nothing. */
  static final int LEAST_CONTRAST = 8;

  /** A smaller part of the images is no habit of a set. */
  private static final double FEW = 0.001;

  private static final int MOST_LOOKED_AT = 10_000;

  /** The rule of runs that recorded none: what is 28×28 is centered, the rest fitted as a whole. */
  public static Preparation ofShape(ImageShape shape) {
    boolean mnist = shape.equals(ImageShape.MNIST);
    return new Preparation(
        mnist ? Fit.INK : Fit.WHOLE,
        shape.channels() == 1 ? Polarity.MATCHED : Polarity.KEPT,
        Optional.empty(),
        Ground.DARK,
        false,
        mnist,
        false);
  }

  /** The preparation for a set that was not made of pictures here, by what its images look like. */
  public static Preparation of(Dataset images) {
    Looks looks = Looks.of(images, MOST_LOOKED_AT, FEW);
    Preparation plain = ofShape(images.shape());
    boolean dark = looks.ground() == Ground.DARK;
    return new Preparation(
        plain.fit == Fit.INK && looks.ground() == Ground.LIGHT ? Fit.WHOLE : plain.fit,
        dark || plain.fit == Fit.INK ? plain.polarity : Polarity.KEPT,
        Optional.empty(),
        looks.ground(),
        false,
        looks.centered(),
        looks.blanks());
  }

  /**
   * The preparation with which a set was made of pictures.
   *
   * @param images all that was made
   * @param sized whether all pictures had their size
   */
  public static Preparation of(ImportChoices choices, Dataset images, boolean sized) {
    Looks looks = Looks.of(images, images.size(), 0);
    return new Preparation(
        choices.fit(),
        choices.inverted() ? Polarity.INVERTED : Polarity.KEPT,
        Optional.of(choices.behind()),
        looks.ground(),
        sized,
        looks.centered(),
        looks.blanks());
  }

  /**
   * Prepares a picture.
   *
   * @param shape of the images
   * @throws DataException if {@code mode} is {@link Mode#NEVER} and it has another size
   */
  public Prepared prepare(Picture picture, ImageShape shape, Mode mode) throws DataException {
    Picture seen = behind.isPresent() ? picture.over(behind.get()) : picture.opaque();
    boolean fits = hasSize(seen, shape);
    if (mode == Mode.NEVER && !fits) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "it has %d×%d pixels, but the network reads images of %s; scale it, or omit "
                  + "--prepare never",
              seen.shape().width(),
              seen.shape().height(),
              shape));
    }
    if (!blanks && contrast(seen) < LEAST_CONTRAST) {
      return new Prepared(new byte[shape.size()], true, "nothing is drawn");
    }
    if (mode == Mode.NEVER || (mode == Mode.AUTO && fits && isLikeTheImages(seen, shape))) {
      return new Prepared(PictureFitting.fit(seen, shape, Fit.WHOLE, false), false, "used as is");
    }
    if (fit == Fit.INK || (centered && sized && !fits)) {
      return ink(seen);
    }
    boolean light = Background.isLight(seen);
    boolean inverted = polarity == Polarity.INVERTED || (polarity == Polarity.MATCHED && light);
    return new Prepared(
        PictureFitting.fit(seen, shape, fit, inverted), false, words(fits, inverted, light, shape));
  }

  private Prepared ink(Picture seen) {
    GrayImage ink = InkSeparation.separate(seen);
    byte[] image = DrawingPreparation.prepare(ink);
    for (byte value : image) {
      if (value != 0) {
        String colors = Background.isLight(seen) ? "dark ink on light" : "light ink on dark";
        return new Prepared(image, false, colors + ", separated, scaled to 20×20 and centered");
      }
    }
    return new Prepared(image, !blanks, "nothing is drawn");
  }

  private String words(boolean fits, boolean inverted, boolean light, ImageShape shape) {
    List<String> words = new ArrayList<>();
    if (inverted) {
      words.add(
          light ? "dark on light, inverted" : "light on dark, inverted like the training images");
    }
    if (!fits) {
      String how =
          switch (fit) {
            case WHOLE, INK -> "as a whole";
            case CROPPED -> "and cropped";
            case STRETCHED -> "each side separately";
          };
      words.add(
          String.format(Locale.ROOT, "scaled %s to %d×%d", how, shape.width(), shape.height()));
    }
    return words.isEmpty() ? "used as is" : String.join("; ", words);
  }

  /**
   * Reads a picture that is to be prepared.
   *
   * @throws DataException as {@link ImageFiles#readPicture}
   */
  public Picture read(Path file) throws DataException {
    return fit == Fit.INK || centered ? ImageFiles.readLarge(file) : ImageFiles.readPicture(file);
  }

  /** An image of what was drawn for a network, by the same rules. */
  public byte[] prepare(GrayImage drawing, ImageShape shape) {
    if (shape.equals(ImageShape.MNIST) && (fit == Fit.INK || centered)) {
      return DrawingPreparation.prepare(drawing);
    }
    ImageShape size = new ImageShape(1, drawing.height(), drawing.width());
    return PictureFitting.fit(
        new Picture(size, drawing.ink()), shape, Fit.WHOLE, ground == Ground.LIGHT);
  }

  /** Whether a picture of the right size already is as the images: in gray, background and ink. */
  private boolean isLikeTheImages(Picture seen, ImageShape shape) {
    if (shape.channels() != 1 || seen.shape().channels() != 1) {
      return shape.channels() != 1 && polarity != Polarity.INVERTED;
    }
    if (fit == Fit.INK && (centered || polarity != Polarity.MATCHED)) {
      return DrawingPreparation.isPrepared(seen.light());
    }
    return switch (ground) {
      case MIXED -> polarity != Polarity.INVERTED;
      case DARK -> !Background.isLight(seen);
      case LIGHT -> Background.isLight(seen);
    };
  }

  private static boolean hasSize(Picture picture, ImageShape shape) {
    return picture.shape().height() == shape.height() && picture.shape().width() == shape.width();
  }

  /** The largest difference of two pixels in a channel. */
  private static int contrast(Picture picture) {
    int plane = picture.shape().height() * picture.shape().width();
    int largest = 0;
    for (int start = 0; start < picture.light().length; start += plane) {
      int least = 255;
      int most = 0;
      for (int i = start; i < start + plane; i++) {
        least = Math.min(least, picture.light()[i] & 0xff);
        most = Math.max(most, picture.light()[i] & 0xff);
      }
      largest = Math.max(largest, most - least);
    }
    return largest;
  }

  /** What the images of a set have in common. */
  private record Looks(Ground ground, boolean centered, boolean blanks) {
    /**
     * @param most how many images to look at
     * @param few a smaller part of them counts as none
     */
    static Looks of(Dataset images, int most, double few) {
      ImageShape shape = images.shape();
      int count = Math.min(most, images.size());
      int light = 0;
      int blank = 0;
      int centered = 0;
      for (int i = 0; i < count; i++) {
        byte[] image = images.image((int) ((long) i * images.size() / count));
        if (shape.channels() == 1 || shape.channels() == 3) {
          Picture picture = new Picture(shape, image);
          light += Background.isLight(picture) ? 1 : 0;
          blank += contrast(picture) < LEAST_CONTRAST ? 1 : 0;
        }
        centered += shape.equals(ImageShape.MNIST) && DrawingPreparation.isPrepared(image) ? 1 : 0;
      }
      Ground ground =
          light <= few * count
              ? Ground.DARK
              : light >= (1 - few) * count ? Ground.LIGHT : Ground.MIXED;
      return new Looks(ground, centered >= (1 - few) * count, blank > 0);
    }
  }
}
