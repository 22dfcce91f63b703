package digitscope.bench;

/**
 * One line of the result: the task that all contestants take turns at.
 *
 * @param preset name of the network and its optimizer
 * @param batchSize images of a mini-batch
 */
public record BenchmarkSetup(Task task, String preset, int batchSize) {}
