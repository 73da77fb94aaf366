package io.understudy.cli;

import io.understudy.cli.client.Shown;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

abstract class CliCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = Integer.MAX_VALUE,
            description = "Shows this text.")
    @SuppressWarnings("UnusedVariable") // picocli sets it and shows the text
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    final void print(Consumer<PrintWriter> text) {
        if (spec != null) {
            PrintWriter out = spec.commandLine().getOut();
            text.accept(out);
            out.flush();
        }
    }

    /** Says something that does not end the command, next to its result. */
    final void warn(String note) {
        if (spec != null) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(Shown.of(note));
            err.flush();
        }
    }

    static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException("There is no file %s.".formatted(file));
        }
    }
}
