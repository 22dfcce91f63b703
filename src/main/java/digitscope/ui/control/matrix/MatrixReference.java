package digitscope.ui.control.matrix;

import digitscope.eval.ConfusionMatrix;

/**
 * What a confusion matrix is compared with.
 *
 * @param matrix of as many classes
 * @param name how a sentence goes on after "3 fewer than", such as "one epoch ago"
 */
public record MatrixReference(ConfusionMatrix matrix, String name) {}
