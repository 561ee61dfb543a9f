package io.github.taskloom.cli.command;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code taskloom generate-completion}: commands, options, and the targets of the task file. */
@Command(
    name = "generate-completion",
    description = {
      "Prints a script for bash and zsh that completes commands, options and targets.",
      "  source <(taskloom generate-completion)"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CompletionCommand implements Runnable {
  /** Names are compared, never evaluated: they come from a file. */
  private static final String TARGETS =
      """

      # What picocli knows, and for 'make' the targets of the task file.
      function _taskloom_complete() {
        _complete_taskloom
        local word="${COMP_LINE:0:$COMP_POINT}"
        word="${word##*[[:space:]]}"
        [[ "${COMP_WORDS[1]}" == make && "$COMP_CWORD" -ge 2 && "$word" != -* ]] || return 0
        case "${COMP_WORDS[COMP_CWORD-1]}" in
          OPTIONS_WITH_VALUES) return 0 ;;
        esac

        local i file= folder=.
        for ((i = 2; i < COMP_CWORD; i++)); do
          case "${COMP_WORDS[i]}" in
            -f|--file) file="${COMP_WORDS[i+1]}" ;;
            -C|--directory) folder="${COMP_WORDS[i+1]}" ;;
            *.yaml|*.yml) [[ -n "$file" ]] || file="${COMP_WORDS[i]}" ;;
          esac
        done
        local command="${COMP_WORDS[0]/#\\~/$HOME}"
        [[ "$command" != */* || "$command" == /* ]] || command="$PWD/$command"
        [[ -z "$file" || "$file" == /* ]] || file="$PWD/$file"

        # Bash takes what stands before a colon for a word of its own.
        local name quoted before=
        [[ -n "${ZSH_VERSION:-}" || "$COMP_WORDBREAKS" != *:* ]] || before="${word%"${word##*:}"}"
        while IFS= read -r name; do
          if [[ "$name" == "$word"* ]]; then
            quoted="${name#"$before"}"
            [[ -n "${ZSH_VERSION:-}" ]] || printf -v quoted %q "$quoted"
            COMPREPLY+=("$quoted")
          fi
        done < <(cd -- "$folder" 2>/dev/null && "$command" list --names ${file:+-f "$file"} 2>/dev/null)
        return 0
      }
      complete -o default -F _taskloom_complete taskloom taskloom.sh taskloom.bash
      """;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    CommandLine taskloom = spec.root().commandLine();
    taskloom.getOut().print(AutoComplete.bash("taskloom", taskloom));
    taskloom
        .getOut()
        .print(TARGETS.replace("OPTIONS_WITH_VALUES", String.join("|", withValues(taskloom))));
    taskloom.getOut().flush();
  }

  /** The options of make behind which a value comes that is no task. */
  private static List<String> withValues(CommandLine taskloom) {
    CommandLine make = Objects.requireNonNull(taskloom.getSubcommands().get("make"));
    return make.getCommandSpec().options().stream()
        .filter(option -> option.arity().min() > 0 && !option.paramLabel().equals("TASK"))
        .map(OptionSpec::names)
        .flatMap(Stream::of)
        .collect(Collectors.toList());
  }
}
