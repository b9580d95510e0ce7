package stampede.loadgen;

/**
 * One setting of a scenario as somebody wrote it.
 *
 * @param key the long option's name in camelCase: {@code valueSize}
 * @param value in the syntax of the option
 * @param source where it stands, for messages: {@code --value-size}, {@code demo.yaml:3: valueSize}
 */
public record Setting(String key, String value, String source) {}
