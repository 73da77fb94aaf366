package io.understudy.cli;

import io.understudy.lora.passport.Passport;
import io.understudy.lora.passport.PassportJson;
import io.understudy.lora.passport.PassportReader;
import io.understudy.lora.passport.PassportText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "inspect",
        sortOptions = false,
        description = "Prints the passport of a LoRA file: family, model, rank, alpha, coverage, hashes and problems.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:the file can be read", "2:it is malformed or missing; the reason is on the error stream"})
final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A .safetensors file of any size.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Prints JSON instead of text.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    @SuppressWarnings("UnusedVariable") // picocli sets it and shows the text
    private boolean help;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadInputException("There is no file %s.".formatted(file));
        }
        Passport passport = PassportReader.read(file);
        if (spec != null) {
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(PassportJson.of(passport).toPrettyString());
            } else {
                out.print(PassportText.of(passport));
                out.flush();
            }
        }
        return 0;
    }
}
