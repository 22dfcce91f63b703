package digitscope.bench;

/**
 * One line of the result: what all contestants do in turns.
 *
 * @param preset name of the network and its optimizer
 * @param batchSize images of a mini-batch
 */
public record BenchmarkSetup(Task task, String preset, int batchSize) {}
