package digitscope.bench;

import java.util.List;

/**
 * A competitor that can be started as a process.
 *
 * @param name what the user reads, and the key in results
 * @param mainClass calls {@link ContestantServer#serve}
 * @param classPath where that class and what it needs are
 */
public record Competitor(String name, String mainClass, List<String> classPath) {}
