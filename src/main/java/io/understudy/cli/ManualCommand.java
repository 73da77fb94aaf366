package io.understudy.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "manual", description = "Prints the manual page: understudy manual > understudy.1")
final class ManualCommand extends CliCommand {
    @Spec
    private @Nullable CommandSpec own;

    @Override
    public Integer call() {
        CommandLine tool = Objects.requireNonNull(own).root().commandLine();
        print(page -> {
            page.println(".TH UNDERSTUDY 1");
            page.println(".SH NAME");
            page.println("understudy \\- makes, reviews and releases character LoRAs");
            section(page, "synopsis", tool);
            tool.getSubcommands().forEach((name, command) -> section(page, name, command));
        });
        return 0;
    }

    private static void section(PrintWriter page, String name, CommandLine command) {
        page.println(".SH " + name.toUpperCase(Locale.ROOT));
        page.println(".nf");
        command.getUsageMessage(Ansi.OFF).lines().map(ManualCommand::escaped).forEach(page::println);
        page.println(".fi");
    }

    /** A line that begins with a dot or an apostrophe would be a request. */
    private static String escaped(String line) {
        String text = line.replace("\\", "\\e").replace("-", "\\-");
        return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
    }
}
