package io.understudy.cli;

import io.understudy.lora.passport.Passport;
import io.understudy.lora.passport.PassportJson;
import io.understudy.lora.passport.PassportReader;
import io.understudy.lora.passport.PassportText;
import io.understudy.lora.passport.ScanDepth;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        sortOptions = false,
        description = "Prints the passport of a LoRA file: family, model, rank, alpha, coverage, hashes and problems.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:the file can be read", "2:it is malformed or missing; the reason is on the error stream"})
final class InspectCommand extends CliCommand {
    @Parameters(paramLabel = "FILE", description = "A .safetensors file of any size.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Prints JSON instead of text.")
    private boolean json;

    @Option(names = "--quick", description = "Does not measure how much of the rank is used, which takes longest.")
    private boolean quick;

    @Option(
            names = "--every-layer",
            description = "Measures the use of the rank in every layer. Otherwise large files are measured in a part of"
                    + " their layers, and the passport says in how many.")
    private boolean everyLayer;

    @Override
    public Integer call() throws IOException {
        requireFile(file);
        Passport passport =
                PassportReader.read(file, quick ? ScanDepth.QUICK : everyLayer ? ScanDepth.WHOLE : ScanDepth.SAMPLED);
        print(out -> {
            if (json) {
                out.println(PassportJson.of(passport).toPrettyString());
            } else {
                out.print(PassportText.of(passport));
            }
        });
        return 0;
    }
}
