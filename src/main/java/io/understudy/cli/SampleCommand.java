package io.understudy.cli;

import io.understudy.lora.Strength;
import io.understudy.mini.MiniatureBase;
import io.understudy.mini.MiniatureLoraFile;
import io.understudy.mini.MiniatureWorkers;
import io.understudy.mini.sampling.AppliedLora;
import io.understudy.mini.sampling.PictureGenerator;
import io.understudy.mini.sampling.PictureRequest;
import io.understudy.platform.pictures.SourceMark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "sample",
        sortOptions = false,
        description = "Generates pictures with the miniature and any number of its LoRAs.")
final class SampleCommand extends CliCommand {
    private static final Pattern WITH_STRENGTH = Pattern.compile("(.+):(-?\\d*\\.?\\d+)");

    @Option(names = "--lora", paramLabel = "FILE[:STRENGTH]", description = "May be repeated; strength 1 if not given.")
    private List<String> loras = List.of();

    @Option(names = "--prompt", required = true, description = "What the pictures show.")
    private String prompt = "";

    @Option(names = "--seeds", split = ",", defaultValue = "1", paramLabel = "N", description = "One picture each.")
    private List<Long> seeds = List.of();

    @Option(names = "--steps", defaultValue = "20", description = "Sampling steps (default ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--guidance", defaultValue = "2.5", description = "1 to 10 (default ${DEFAULT-VALUE}).")
    private double guidance;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Gets seed-N.png.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<PictureRequest> requests = new ArrayList<>();
        for (long seed : seeds) {
            requests.add(new PictureRequest(prompt, seed, steps, guidance));
        }
        MiniatureBase base = MiniatureBase.load();
        List<AppliedLora> applied = new ArrayList<>();
        for (String lora : loras) {
            applied.add(read(base, lora));
        }
        Files.createDirectories(out);
        try (MiniatureWorkers workers = new MiniatureWorkers()) {
            List<BufferedImage> pictures = new PictureGenerator(base, workers).generate(applied, requests);
            for (int i = 0; i < pictures.size(); i++) {
                Path file = out.resolve("seed-%d.png".formatted(seeds.get(i)));
                Files.write(file, SourceMark.OF_UNDERSTUDY.writtenInto(PictureGenerator.png(pictures.get(i))));
                print(text -> text.println(file));
            }
        }
        return 0;
    }

    private static AppliedLora read(MiniatureBase base, String argument) throws IOException {
        Matcher matcher = WITH_STRENGTH.matcher(argument);
        boolean hasStrength = matcher.matches();
        Path file = Path.of(hasStrength ? matcher.group(1) : argument);
        Strength strength = hasStrength ? Strength.parse(matcher.group(2)) : Strength.FULL;
        if (!Files.isRegularFile(file)) {
            throw new BadInputException("The LoRA file %s does not exist.".formatted(file));
        }
        return new AppliedLora(MiniatureLoraFile.read(base, file), strength);
    }
}
