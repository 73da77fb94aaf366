package io.understudy.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

@Command(name = "manual", description = "Prints the manual page: understudy manual > understudy.1")
final class ManualCommand extends CliCommand {
    private static final Map<String, String> FILES = inOrder(
            "$XDG_CONFIG_HOME/understudy/client.json",
            "What login keeps: the address of the server, the token and the key of the release bundles. Only its owner"
                    + " may read it. Without the variable it is in ~/.config, on Windows in %APPDATA%.",
            ".understudy-pull.json",
            "In a folder of LoRAs: what pull wrote there, with hashes. Without it pull takes all files for those of"
                    + " others.",
            ".understudy-pull.lock, .understudy-*.session, .understudy-*.part",
            "In a folder of LoRAs: what keeps several pulls apart, and what is not verified yet. The next pull removes"
                    + " what a killed one left.");

    private static final Map<String, String> ENVIRONMENT = inOrder(
            "UNDERSTUDY_URL, UNDERSTUDY_TOKEN",
            "The login of a program that has its token from elsewhere, such as a job of a CI. They are set together,"
                    + " with an address that begins with https, and come before the file, unless --config names one.",
            "UNDERSTUDY_KEY",
            "With them: the fingerprint of the key that signs the release bundles, which pull needs.",
            "XDG_CONFIG_HOME, APPDATA",
            "The folder of settings.");

    static final Map<String, String> EXAMPLES = inOrder(
            "understudy login https://studio.example --key release-key.pem",
            "Asks for an access token and keeps it.",
            "understudy push nora photos",
            "Uploads a folder of photos with their captions.",
            "understudy launch nora --backend fal-flux-lora-fast-training --maximum-cost 5 --follow",
            "Launches a run that may cost up to five dollars, and shows it until it is over.",
            "understudy pull nora --model flux1-dev --to ComfyUI/models/loras",
            "Fetches the approved LoRA of a character, once it is verified.",
            "understudy pull --all --to ComfyUI/models/loras --watch 60",
            "Keeps a render machine on all that is approved.",
            "understudy verify nora_v3_bundle.zip --key release-key.pem --lora nora_v3.safetensors",
            "Verifies a release without network.",
            "understudy verify understudy-audit.jsonl --log trail.key --anchor anchors.txt",
            "Compares the audit trail, as it was exported, with the signed states that were kept.",
            "understudy fsck --understudy.data=/srv/understudy",
            "Checks every stored file of a server.");

    @Spec
    private @Nullable CommandSpec own;

    @Override
    public Integer call() throws IOException {
        CommandLine tool = Objects.requireNonNull(own).root().commandLine();
        Properties build = ToolVersion.build();
        print(page -> {
            page.printf(
                    Locale.ROOT,
                    ".TH UNDERSTUDY 1 \"%s\" \"%s\" \"User Commands\"%n",
                    build.getProperty("build.time", "").replaceFirst("T.*", ""),
                    escaped(ToolVersion.of(build)));
            page.println(".SH NAME");
            page.println("understudy \\- makes, reviews and releases character LoRAs");
            page.println(".SH SYNOPSIS");
            page.println(".B understudy");
            page.println("COMMAND [OPTION...]");
            page.println(".br");
            page.println(".B understudy");
            page.println("[\\-\\-SETTING=VALUE...]");
            page.println(".SH DESCRIPTION");
            text(page, tool.getCommandSpec().usageMessage().description());
            page.println(".SH OPTIONS");
            arguments(page, tool.getCommandSpec());
            page.println(".SH COMMANDS");
            tool.getSubcommands().values().forEach(command -> section(page, command));
            list(page, "FILES", FILES);
            list(page, "ENVIRONMENT", ENVIRONMENT);
            list(page, "EXAMPLES", EXAMPLES);
        });
        return 0;
    }

    private static void section(PrintWriter page, CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        page.println(".SS " + escaped(spec.name()));
        page.println(escaped(new Help(spec, Help.defaultColorScheme(Ansi.OFF))
                .synopsis(0)
                .strip()
                .replaceAll("\\s+", " ")));
        page.println(".P");
        text(page, spec.usageMessage().description());
        arguments(page, spec);
        spec.usageMessage().exitCodeList().forEach((status, words) -> item(page, "exit status " + status, words));
        if (spec.usageMessage().footer().length > 0) {
            page.println(".P");
            text(page, spec.usageMessage().footer());
        }
    }

    private static void arguments(PrintWriter page, CommandSpec spec) {
        spec.positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .forEach(argument -> item(page, argument.paramLabel(), words(argument)));
        spec.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> item(page, names(option), words(option)));
    }

    private static String names(OptionSpec option) {
        return String.join(", ", option.names()) + (option.arity().max() > 0 ? "=" + option.paramLabel() : "");
    }

    private static String words(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    private static void list(PrintWriter page, String title, Map<String, String> items) {
        page.println(".SH " + title);
        items.forEach((name, words) -> item(page, name, words));
    }

    private static void item(PrintWriter page, String name, String words) {
        page.println(".TP");
        page.println("\\fB" + escaped(name) + "\\fR");
        text(page, words);
    }

    /** Words as picocli takes them. */
    private static void text(PrintWriter page, String... words) {
        String lines = Arrays.stream(words)
                .map(line -> line.replace("%n", "\n").replace("%%", "%"))
                .collect(Collectors.joining("\n"));
        lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(ManualCommand::escaped)
                .forEach(page::println);
    }

    /** A line that begins with a dot or an apostrophe would be a request, and not every terminal has curved quotes. */
    private static String escaped(String line) {
        String text = line.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("“", "\\(lq")
                .replace("”", "\\(rq");
        return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
    }

    private static Map<String, String> inOrder(String... namesAndWords) {
        Map<String, String> items = new LinkedHashMap<>();
        for (List<String> rest = List.of(namesAndWords); !rest.isEmpty(); rest = rest.subList(2, rest.size())) {
            items.put(rest.get(0), rest.get(1));
        }
        return Collections.unmodifiableMap(items);
    }
}
