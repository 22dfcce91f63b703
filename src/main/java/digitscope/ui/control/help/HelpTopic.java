package digitscope.ui.control.help;

import static digitscope.ui.control.help.GlossaryTerm.ABLATION;
import static digitscope.ui.control.help.GlossaryTerm.ACCURACY;
import static digitscope.ui.control.help.GlossaryTerm.ACTIVATION;
import static digitscope.ui.control.help.GlossaryTerm.AUGMENTATION;
import static digitscope.ui.control.help.GlossaryTerm.BATCH;
import static digitscope.ui.control.help.GlossaryTerm.CALIBRATION;
import static digitscope.ui.control.help.GlossaryTerm.CHANNEL;
import static digitscope.ui.control.help.GlossaryTerm.CLASS;
import static digitscope.ui.control.help.GlossaryTerm.CONFUSION_MATRIX;
import static digitscope.ui.control.help.GlossaryTerm.CONVOLUTION;
import static digitscope.ui.control.help.GlossaryTerm.DATA_MAP;
import static digitscope.ui.control.help.GlossaryTerm.DENSE;
import static digitscope.ui.control.help.GlossaryTerm.DROPOUT;
import static digitscope.ui.control.help.GlossaryTerm.EMBEDDING;
import static digitscope.ui.control.help.GlossaryTerm.EPOCH;
import static digitscope.ui.control.help.GlossaryTerm.F1;
import static digitscope.ui.control.help.GlossaryTerm.FEATURE_MAP;
import static digitscope.ui.control.help.GlossaryTerm.FEATURE_VISUALIZATION;
import static digitscope.ui.control.help.GlossaryTerm.FILTER;
import static digitscope.ui.control.help.GlossaryTerm.GRADIENT;
import static digitscope.ui.control.help.GlossaryTerm.LABEL;
import static digitscope.ui.control.help.GlossaryTerm.LAYER;
import static digitscope.ui.control.help.GlossaryTerm.LEARNING_RATE;
import static digitscope.ui.control.help.GlossaryTerm.LEARNING_RATE_SCHEDULE;
import static digitscope.ui.control.help.GlossaryTerm.LOSS;
import static digitscope.ui.control.help.GlossaryTerm.MOMENT;
import static digitscope.ui.control.help.GlossaryTerm.OPTIMIZER;
import static digitscope.ui.control.help.GlossaryTerm.OVERFITTING;
import static digitscope.ui.control.help.GlossaryTerm.PADDING;
import static digitscope.ui.control.help.GlossaryTerm.PARAMETER;
import static digitscope.ui.control.help.GlossaryTerm.POOLING;
import static digitscope.ui.control.help.GlossaryTerm.PRECISION;
import static digitscope.ui.control.help.GlossaryTerm.PREDICTION;
import static digitscope.ui.control.help.GlossaryTerm.PRE_ACTIVATION;
import static digitscope.ui.control.help.GlossaryTerm.PROBABILITY;
import static digitscope.ui.control.help.GlossaryTerm.RECALL;
import static digitscope.ui.control.help.GlossaryTerm.RECEPTIVE_FIELD;
import static digitscope.ui.control.help.GlossaryTerm.REGULARIZATION;
import static digitscope.ui.control.help.GlossaryTerm.RELU;
import static digitscope.ui.control.help.GlossaryTerm.SALIENCY;
import static digitscope.ui.control.help.GlossaryTerm.SOFTMAX;
import static digitscope.ui.control.help.GlossaryTerm.STEP;
import static digitscope.ui.control.help.GlossaryTerm.STRIDE;
import static digitscope.ui.control.help.GlossaryTerm.TEST_IMAGES;
import static digitscope.ui.control.help.GlossaryTerm.TRAINING_IMAGES;
import static digitscope.ui.control.help.GlossaryTerm.VALIDATION_IMAGES;
import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/**
 * What a "?" explains, and the terms of the glossary that it links to. {@code
 * strings/help.properties} has the title of each, a sentence on what is seen, and one on what to
 * try.
 */
public enum HelpTopic {
  SETUP_DATA,
  SETUP_NETWORK,
  SETUP_TRAINING,
  LEARNING_CARD,
  CONFUSION_CARD,
  FEATURES_CARD,
  DRAW_CARD,
  LOSS_CHART,
  ERROR_CHART,
  ACCURACY_CHART,
  CHOSEN_CHART,
  RATE_CHART,
  CONFUSION_MATRIX_PAGE,
  GALLERY,
  CLASS_MEASURES,
  CALIBRATION_PANE,
  LABELS,
  IMAGE_CARD,
  FEATURES,
  FEATURES_IMAGE,
  LAYER_MAPS,
  MAP_DETAIL,
  KERNELS,
  COMPUTATION,
  PATTERNS,
  FILTER_DETAIL,
  FILM,
  ABLATION_PANE,
  FILTER_RANKING,
  DRAW_PAD,
  DRAW_INPUT,
  DRAW_PREDICTION,
  DATA,
  DATA_CLASSES,
  DATA_IMAGES,
  DATA_MAP_PANE,
  NETWORK_MAP,
  LAYER_DETAIL,
  NETWORK_HEALTH,
  RUNS;

  private static final Map<HelpTopic, List<GlossaryTerm>> TERMS =
      Map.ofEntries(
          entry(SETUP_DATA, List.of(TRAINING_IMAGES, TEST_IMAGES, LABEL, CLASS)),
          entry(SETUP_NETWORK, List.of(LAYER, CONVOLUTION, POOLING, DENSE, PARAMETER)),
          entry(SETUP_TRAINING, List.of(LEARNING_RATE, EPOCH, BATCH, OPTIMIZER, REGULARIZATION)),
          entry(LEARNING_CARD, List.of(LOSS, ACCURACY, EPOCH, TEST_IMAGES)),
          entry(CONFUSION_CARD, List.of(CONFUSION_MATRIX, LABEL, PREDICTION)),
          entry(FEATURES_CARD, List.of(FEATURE_MAP, ACTIVATION, PROBABILITY)),
          entry(DRAW_CARD, List.of(PREDICTION, PROBABILITY)),
          entry(LOSS_CHART, List.of(LOSS, BATCH, OVERFITTING, VALIDATION_IMAGES)),
          entry(ERROR_CHART, List.of(PROBABILITY, LABEL, BATCH)),
          entry(ACCURACY_CHART, List.of(ACCURACY, DROPOUT, AUGMENTATION, OVERFITTING)),
          entry(CHOSEN_CHART, List.of(RECALL, PRECISION, CONFUSION_MATRIX)),
          entry(RATE_CHART, List.of(LEARNING_RATE, LEARNING_RATE_SCHEDULE, STEP)),
          entry(CONFUSION_MATRIX_PAGE, List.of(CONFUSION_MATRIX, LABEL, PREDICTION, RECALL)),
          entry(GALLERY, List.of(LABEL, PREDICTION, PROBABILITY)),
          entry(CLASS_MEASURES, List.of(PRECISION, RECALL, F1)),
          entry(CALIBRATION_PANE, List.of(CALIBRATION, PROBABILITY, SOFTMAX)),
          entry(LABELS, List.of(LABEL, PREDICTION)),
          entry(IMAGE_CARD, List.of(PROBABILITY, SALIENCY, EMBEDDING)),
          entry(FEATURES, List.of(FEATURE_MAP, LAYER, CHANNEL)),
          entry(FEATURES_IMAGE, List.of(LABEL, PREDICTION, PROBABILITY)),
          entry(LAYER_MAPS, List.of(FEATURE_MAP, CHANNEL, PRE_ACTIVATION, RELU)),
          entry(MAP_DETAIL, List.of(FEATURE_MAP, RECEPTIVE_FIELD, ACTIVATION)),
          entry(KERNELS, List.of(FILTER, CHANNEL, CONVOLUTION)),
          entry(COMPUTATION, List.of(CONVOLUTION, PRE_ACTIVATION, ACTIVATION, GRADIENT)),
          entry(PATTERNS, List.of(FEATURE_VISUALIZATION, FILTER, LAYER)),
          entry(FILTER_DETAIL, List.of(FILTER, RECEPTIVE_FIELD, ACTIVATION)),
          entry(FILM, List.of(FEATURE_VISUALIZATION, MOMENT, STEP)),
          entry(ABLATION_PANE, List.of(ABLATION, RECALL, FILTER)),
          entry(FILTER_RANKING, List.of(ABLATION, RECALL)),
          entry(DRAW_PAD, List.of(PREDICTION, TRAINING_IMAGES)),
          entry(DRAW_INPUT, List.of(CHANNEL, TRAINING_IMAGES)),
          entry(DRAW_PREDICTION, List.of(PREDICTION, PROBABILITY, SOFTMAX)),
          entry(DATA, List.of(TRAINING_IMAGES, TEST_IMAGES, OVERFITTING)),
          entry(DATA_CLASSES, List.of(CLASS, LABEL)),
          entry(DATA_IMAGES, List.of(LABEL, PREDICTION)),
          entry(DATA_MAP_PANE, List.of(DATA_MAP, EMBEDDING, CLASS)),
          entry(NETWORK_MAP, List.of(LAYER, PARAMETER, STRIDE, PADDING)),
          entry(LAYER_DETAIL, List.of(LAYER, PARAMETER)),
          entry(NETWORK_HEALTH, List.of(GRADIENT, ACTIVATION, RELU, LEARNING_RATE)),
          entry(RUNS, List.of(ACCURACY, STEP, MOMENT)));

  /** The terms that it links to. */
  public List<GlossaryTerm> terms() {
    return TERMS.getOrDefault(this, List.of());
  }
}
