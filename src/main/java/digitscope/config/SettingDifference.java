package digitscope.config;

import java.util.Optional;

/**
 * A setting that two configurations have differently.
 *
 * @param setting its path, such as {@code training.learningRate} or {@code network[2].units}
 * @param a its value in the first one: a number, text, truth value, list, or a layer as a map;
 *     empty if it has no such setting
 * @param b its value in the second one
 */
public record SettingDifference(String setting, Optional<Object> a, Optional<Object> b) {}
