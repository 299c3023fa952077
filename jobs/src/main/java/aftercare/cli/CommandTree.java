package aftercare.cli;

import aftercare.config.Setting;
import aftercare.config.SettingsCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The picocli commands, built from what each {@link Command} says of itself. */
final class CommandTree {
    private static final Map<String, String> GROUPS = Map.of(
            "quarantine", "Look at refused rows, and take them in once they are corrected",
            "scenario", "Look at the what-ifs kept beside the base plan, and drop them",
            "marts", "Work with the marts themselves",
            "engine", "Keep Spark warm between commands",
            "dashboards", "Bring the dashboards to Metabase");

    private static final Predicate<String> SAID_BY_THE_PLACEHOLDER =
            Pattern.compile("a path|a text|one of .*").asMatchPredicate();

    private CommandTree() {}

    static CommandLine of(List<Command> commands, String version) {
        CommandSpec root = CommandSpec.create().name("aftercare");
        root.version(version);
        root.usageMessage()
                .description("How good is our after-sales service, why, and what to do next.", "")
                .footer("%nEvery option can also be an environment variable (--lake: AFTERCARE_LAKE) or a line in"
                        + " aftercare.yaml (lake: ...). `aftercare COMMAND --help` lists the options of a command.");
        root.addOption(help());
        root.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version.")
                .build());
        commands.forEach(command -> add(root, command));
        return new CommandLine(root).setUsageHelpAutoWidth(true);
    }

    static Stream<Setting<?>> settingsOf(Command command) {
        Stream<Setting<?>> engine = command.runsInEngine() ? Stream.of(SettingsCatalog.ENGINE) : Stream.empty();
        return Stream.of(command.settings().stream(), engine, SettingsCatalog.COMMON.stream())
                .flatMap(settings -> settings);
    }

    private static void add(CommandSpec root, Command command) {
        List<String> words = List.of(command.name().split(" "));
        CommandSpec parent = words.size() == 1 ? root : group(root, words.get(0));
        parent.addSubcommand(words.get(words.size() - 1), spec(command));
    }

    private static CommandSpec group(CommandSpec root, String name) {
        CommandLine existing = root.subcommands().get(name);
        if (existing != null) {
            return existing.getCommandSpec();
        }
        CommandSpec group = CommandSpec.create();
        group.usageMessage().description(GROUPS.get(name) + ".");
        group.addOption(help());
        root.addSubcommand(name, group);
        return group;
    }

    private static CommandSpec spec(Command command) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
        spec.usageMessage()
                .description(command.summary() + ".")
                .sortOptions(false)
                .customSynopsis(synopsis(command));
        settingsOf(command).forEach(setting -> spec.addOption(option(setting)));
        if (command.argument() != null) {
            boolean several = command.argument().isRepeatable();
            spec.addPositional(PositionalParamSpec.builder()
                    .index(several ? "0..*" : "0")
                    .arity(several ? "0..*" : "0..1")
                    .type(several ? String[].class : String.class)
                    .paramLabel(command.argument().placeholder())
                    .description("The same as " + command.argument().flag() + ".")
                    .build());
        }
        spec.addOption(help());
        return spec;
    }

    private static String synopsis(Command command) {
        String required = command.settings().stream()
                .filter(Setting::isRequired)
                .map(setting -> (setting == command.argument() ? " " : " " + setting.flag() + " ")
                        + setting.placeholder()
                        + (setting.isRepeatable() ? "..." : ""))
                .collect(Collectors.joining());
        return "aftercare " + command.name() + required + " [OPTIONS]";
    }

    private static OptionSpec option(Setting<?> setting) {
        OptionSpec.Builder option = OptionSpec.builder(setting.flag()).description(description(setting));
        if (setting.isFlag()) {
            return option.arity("0").type(boolean.class).negatable(true).build();
        }
        return option.arity("1")
                .type(setting.isRepeatable() ? String[].class : String.class)
                .paramLabel(setting.placeholder())
                .required(false)
                .build();
    }

    /** Percent signs mean something to picocli. */
    private static String description(Setting<?> setting) {
        List<String> notes = new ArrayList<>();
        if (setting.isRequired()) {
            notes.add("required");
        }
        if (setting.isRepeatable()) {
            notes.add("may be given several times");
        }
        if (!setting.isFlag() && !SAID_BY_THE_PLACEHOLDER.test(setting.expects())) {
            notes.add(setting.expects());
        }
        if (!setting.defaultText().isEmpty()) {
            notes.add("default: " + setting.defaultText());
        }
        String text = setting.help() + (notes.isEmpty() ? "." : " (" + String.join("; ", notes) + ").");
        return text.replace("%", "%%");
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build();
    }
}
