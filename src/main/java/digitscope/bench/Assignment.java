package digitscope.bench;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.data.DataException;
import digitscope.data.DataSplits;
import digitscope.data.idx.IdxFiles;
import java.nio.file.Path;
import java.util.List;

/**
 * The task of a contestant in its own process.
 *
 * @param config network, optimizer and size of a mini-batch
 * @param data images to train on and to classify
 * @param warmUpNanos how long to work before saying that one is ready
 */
public record Assignment(Task task, RunConfig config, DataSplits data, long warmUpNanos) {
  /** The words with which {@link #parse} makes the assignment, in another process. */
  static List<String> words(BenchmarkSetup setup, Path images, long warmUpNanos) {
    return List.of(
        setup.task().name(),
        setup.preset(),
        String.valueOf(setup.batchSize()),
        images.toString(),
        String.valueOf(warmUpNanos));
  }

  /**
   * Reads a process's arguments.
   *
   * @throws ConfigException if there is no such preset
   * @throws DataException if the images cannot be read
   */
  static Assignment parse(String[] words) throws ConfigException, DataException {
    RunConfig preset = new ConfigFiles().preset(words[1]);
    RunConfig config =
        preset.withTraining(preset.training().withBatchSize(Integer.parseInt(words[2])));
    return new Assignment(
        Task.valueOf(words[0]), config, IdxFiles.read(Path.of(words[3])), Long.parseLong(words[4]));
  }
}
