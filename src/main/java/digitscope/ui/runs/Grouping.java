package digitscope.ui.runs;

import java.util.List;

/** By what the runs of the list are put together. */
enum Grouping {
  NONE {
    @Override
    List<String> groups(RunRow run) {
      return List.of();
    }
  },
  PRESET {
    @Override
    List<String> groups(RunRow run) {
      return List.of(run.preset());
    }
  },
  DATA {
    @Override
    List<String> groups(RunRow run) {
      return List.of(run.data());
    }
  },
  /** A run is in the group of each of its tags. */
  TAG {
    @Override
    List<String> groups(RunRow run) {
      return run.tags().isEmpty() ? List.of("") : run.tags();
    }
  };

  /** Names of the groups that a run is in; an empty name for what has none. */
  abstract List<String> groups(RunRow run);
}
