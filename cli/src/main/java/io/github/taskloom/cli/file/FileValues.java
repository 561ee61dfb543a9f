package io.github.taskloom.cli.file;

import io.github.taskloom.cli.file.YamlFields.Field;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the top of a file gives to each of its tasks. From the weakest to the strongest: {@code
 * dotenv}, the caller's environment, {@code env} and {@code vars} of the file, {@code env} of the
 * task.
 *
 * @param environment what is added to the caller's environment
 * @param vars their values, those of the command line included
 * @param callers what {@code {{env.NAME}}} finds
 * @param missing what the caller would have to give for any task of the file, or null for nothing
 */
record FileValues(
    Map<String, String> environment,
    Map<String, String> vars,
    Map<String, String> callers,
    @Nullable InputException missing) {

  /**
   * Reads them.
   *
   * @param top what stands at the top of the file
   */
  static FileValues read(Map<String, Field> top, YamlFields fields, Given given) {
    Map<String, String> dotenv = new DotenvReader(fields, given).variables(top.get("dotenv"));
    Map<String, String> callers = new HashMap<>(dotenv);
    callers.putAll(given.environment());

    Map<String, String> vars = new LinkedHashMap<>();
    Expansion expansion = new Expansion(fields, vars, callers, null);
    new VarsReader(fields, given).read(top.get("vars"), vars, expansion);
    Field env = top.get("env");
    Map<String, String> own =
        new EnvironmentReader(fields, expansion).environment(env, "env of the file");
    for (String name : own.keySet()) {
      if (env != null && vars.containsKey(name)) {
        throw fields.problem(
            env.key().position(),
            Names.quoted(name) + " stands in env and in vars of the file: leave one of them out");
      }
    }

    Map<String, String> environment = new LinkedHashMap<>(dotenv);
    environment.keySet().removeAll(given.environment().keySet());
    environment.putAll(own);
    environment.putAll(vars);
    return new FileValues(environment, vars, callers, expansion.missing());
  }

  /** What puts these values into the texts of one task. */
  Expansion expansion(YamlFields fields) {
    return new Expansion(fields, vars, callers, missing);
  }
}
