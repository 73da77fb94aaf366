package io.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.support.OtherProgram;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("optimised")
class CommandLineToolTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private Path images = Path.of("");

    @BeforeEach
    void pictures() throws IOException {
        images = Files.createDirectory(folder.resolve("images"));
        for (String name : new String[] {"one.png", "two.jpg"}) {
            BufferedImage image = new BufferedImage(90, 70, BufferedImage.TYPE_INT_RGB);
            ImageIO.write(image, name.substring(4), images.resolve(name).toFile());
        }
        Files.writeString(images.resolve("one.txt"), "ohwx woman, smiling, beach\n");
    }

    @Test
    @Tag("attack")
    void onlyItsOwnCommandsAreHandled() {
        for (String command : List.of(
                "train",
                "sample",
                "inspect",
                "verify",
                "login",
                "push",
                "backends",
                "launch",
                "follow",
                "cancel",
                "pull",
                "report",
                "fsck",
                "manual")) {
            assertThat(CommandLineTool.handles(new String[] {command, "--help"}))
                    .isTrue();
            out.getBuffer().setLength(0);
            assertThat(run(command, "--help")).isZero();
            assertThat(out.toString()).startsWith("Usage: understudy " + command + " ");
        }
        assertThat(CommandLineTool.handles(new String[] {"--server.port=0"})).isFalse();
        assertThat(CommandLineTool.handles(new String[0])).isFalse();
    }

    @Test
    @Tag("attack")
    void helpListsTheCommandsInsteadOfStartingAServer() {
        for (String asked : List.of("--help", "-h", "help")) {
            out.getBuffer().setLength(0);
            assertThat(CommandLineTool.handles(new String[] {asked})).isTrue();
            assertThat(run(asked)).isZero();
            assertThat(out.toString()).contains("train", "sample", "inspect", "verify", "login", "pull");
        }
    }

    @Test
    void aWordThatIsNoCommandStartsNoServer() {
        for (String word : List.of("pul", "", "server.port=0", "-x")) {
            assertThat(CommandLineTool.handles(new String[] {word})).as(word).isTrue();
        }
        refused("There is no command “pul”. understudy --help lists them.", "pul", "nora", "--to", "loras");
        refused("Unknown option: '-x'", "-x");
    }

    @Test
    void whatIsWrongIsJsonWhereJsonIsAsked() {
        assertThat(run("follow", "seven", "--json")).isEqualTo(CommandLineTool.BAD_INPUT);

        JsonNode error = JsonMapper.shared().readTree(err.toString());
        assertThat(error.path("error").asString("")).contains("'seven' is not a long");
        assertThat(error.path("exitStatus").asInt()).isEqualTo(2);
        assertThat(error.has("httpStatus")).isFalse();
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        for (String asked : List.of("--version", "-V")) {
            out.getBuffer().setLength(0);
            assertThat(CommandLineTool.handles(new String[] {asked})).isTrue();
            assertThat(run(asked)).isZero();
            assertThat(out.toString()).matches("understudy \\d\\S*\\s+");
        }
    }

    @Test
    void theStorageIsCheckedWithTheSettingsOfTheServerAndNotWhenHelpIsAsked() {
        List<List<String>> checks = new ArrayList<>();

        assertThat(check(checks, "fsck", "--help")).isZero();
        assertThat(check(checks, "fsck", "data")).isEqualTo(CommandLineTool.BAD_INPUT);
        assertThat(checks).isEmpty();

        assertThat(check(checks, "fsck", "--understudy.data=/srv/a", "--spring.datasource.password=-h"))
                .isOne();
        assertThat(checks).containsExactly(List.of("--understudy.data=/srv/a", "--spring.datasource.password=-h"));
    }

    private int check(List<List<String>> checks, String... args) {
        return CommandLineTool.run(
                args,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                CommandLine.defaultFactory(),
                settings -> {
                    checks.add(List.copyOf(settings));
                    return 1;
                });
    }

    @Test
    void aCheckThatCannotStartHasFoundNothing() {
        int status = CommandLineTool.run(
                new String[] {"fsck"},
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                CommandLine.defaultFactory(),
                settings -> {
                    throw new IllegalStateException("The database is in use.");
                });

        assertThat(status).isEqualTo(CommandLineTool.BAD_INPUT);
        assertThat(err.toString()).isEqualTo("understudy: The check could not start. The lines above say why.\n");
    }

    @Test
    void theManualDescribesCommandsFilesAndEnvironment() {
        assertThat(run("manual")).isZero();

        assertThat(out.toString().lines().findFirst())
                .hasValueSatisfying(title -> assertThat(title)
                        .matches("\\.TH UNDERSTUDY 1 \"\\d{4}-\\d\\d-\\d\\d\" \"understudy \\d.*\" \"User Commands\""));
        assertThat(out.toString())
                .contains(".SS pull\nunderstudy pull [", "\\fB\\-\\-watch=SECONDS\\fR\nLooks again", ".SS verify\n")
                .contains("\\fBexit status 5\\fR\n")
                .contains(".SH FILES\n", "understudy/client.json", ".SH ENVIRONMENT\n", "UNDERSTUDY_TOKEN")
                .contains("(default 20)")
                .doesNotContain("\u001b", "${", "%n", "“");
    }

    @Test
    void theExamplesOfTheManualAreCommands() {
        assertThat(ManualCommand.EXAMPLES).hasSizeGreaterThan(5);
        ManualCommand.EXAMPLES.keySet().forEach(example -> {
            String[] words = example.replaceFirst("^understudy ", "").split(" ");
            assertThat(new CommandLine(new CommandLineTool.Root(settings -> 0))
                            .parseArgs(words)
                            .hasSubcommand())
                    .as(example)
                    .isTrue();
        });
    }

    @Test
    void theManualIsSetWithoutAWarning() throws Exception {
        OtherProgram.assumeInstalled("groff");
        assertThat(run("manual")).isZero();

        OtherProgram.Answer set =
                OtherProgram.run(List.of("groff", "-man", "-Kutf8", "-Tutf8", "-z"), Map.of(), folder, out.toString());

        assertThat(set.output()).isEmpty();
        assertThat(set.status()).isZero();
    }

    @Test
    void aShellCompletesCommandsAndTheirOptions() throws Exception {
        OtherProgram.assumeInstalled("bash");
        assertThat(run("generate-completion")).isZero();
        Files.writeString(folder.resolve("completion"), out.toString());

        assertThat(completed("understudy", "pu")).contains("pull", "push");
        assertThat(completed("understudy", "pull", "--")).contains("--all", "--model", "--to", "--watch", "--json");
        assertThat(completed("understudy", "launch", "nora", "--ma")).containsExactly("--maximum-cost");
        assertThat(completed("understudy", "verify", "--l")).contains("--lora", "--log");
    }

    /** What bash offers for the last word. */
    private List<String> completed(String... words) throws Exception {
        // A builtin that works while someone types only.
        String script = "source completion; compopt() { :; }; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_TYPE=9;"
                + " _complete_understudy; printf '%s\\n' \"${COMPREPLY[@]}\"";
        List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
        command.addAll(List.of(words));
        OtherProgram.Answer answer = OtherProgram.run(command, Map.of(), folder, "");
        assertThat(answer.status()).as(answer.output()).isZero();
        return answer.output().lines().map(String::strip).toList();
    }

    @Test
    @Tag("attack")
    void trainingWritesLoraSamplesAndMetricsAndSamplingUsesThem() throws IOException {
        Path trained = folder.resolve("trained");
        assertThat(run(
                        "train",
                        "--images",
                        images.toString(),
                        "--trigger",
                        "ohwx woman",
                        "--steps",
                        "2",
                        "--rank",
                        "4",
                        "--batch",
                        "1",
                        "--sample-every",
                        "2",
                        "--prompt",
                        "ohwx woman",
                        "--out",
                        trained.toString()))
                .as(err.toString())
                .isZero();
        Path lora = trained.resolve("ohwx-woman_2steps.safetensors");
        assertThat(out.toString().strip()).isEqualTo(lora.toString());
        assertThat(Files.readAllLines(trained.resolve("metrics.csv")))
                .hasSize(3)
                .startsWith("step,loss,prior_loss,learning_rate,seconds");
        assertThat(trained.resolve("samples")).isDirectoryContaining("glob:**step-00000-1.png");
        assertThat(trained.resolve("samples")).isDirectoryContaining("glob:**step-00002-1.png");
        assertThat(SourceMark.in(Files.readAllBytes(trained.resolve("samples/step-00002-1.png"))))
                .contains(SourceMark.OF_UNDERSTUDY);
        try (SafetensorsFile file = SafetensorsFile.open(lora)) {
            assertThat(file.metadata())
                    .containsEntry("modelspec.trigger_phrase", "ohwx woman")
                    .containsEntry("modelspec.tags", "character, lora, miniature")
                    .containsKeys("modelspec.license", "modelspec.usage_hint")
                    .containsEntry("ss_num_train_images", "2");
        }

        Path drawn = folder.resolve("drawn");
        assertThat(run(
                        "sample",
                        "--lora",
                        lora + ":0.5",
                        "--lora",
                        lora.toString(),
                        "--prompt",
                        "ohwx woman",
                        "--seeds",
                        "4,5",
                        "--steps",
                        "2",
                        "--out",
                        drawn.toString()))
                .as(err.toString())
                .isZero();
        assertThat(ImageIO.read(drawn.resolve("seed-4.png").toFile()).getWidth())
                .isGreaterThanOrEqualTo(64);
        assertThat(SourceMark.in(Files.readAllBytes(drawn.resolve("seed-5.png"))))
                .contains(SourceMark.OF_UNDERSTUDY);
    }

    @Test
    @Tag("attack")
    void badInputIsOneClearLineAndStatusTwo() throws IOException {
        String missing = folder.resolve("missing").toString();
        refused("Missing required option: '--out=DIR'", "train", "--images", images.toString(), "--trigger", "x");
        refused("Unknown option: '--speed'", "sample", "--prompt", "x", "--out", missing, "--speed");
        refused("missing does not exist", "train", "--images", missing, "--trigger", "x", "--out", missing);
        refused("A file cannot be read or written", "follow", "7", "--config", folder.toString());
        refused("There is no file ?[2J.", "verify", "\u001b[2J");
        refused("The trigger is empty", "train", "--images", images.toString(), "--trigger", " ", "--out", missing);
        refused(
                "The rank must be from 1 to 64, but is 99.",
                "train",
                "--images",
                images.toString(),
                "--trigger",
                "x",
                "--rank",
                "99",
                "--out",
                missing);
        refused("'abc' is not a", "sample", "--prompt", "x", "--seeds", "1,abc", "--out", missing);
        refused(
                "none.safetensors does not exist",
                "sample",
                "--lora",
                "none.safetensors:0.5",
                "--prompt",
                "x",
                "--out",
                missing);
        Path flux = folder.resolve("flux.safetensors");
        new SafetensorsWriter()
                .metadata("modelspec.architecture", "flux-1-dev/lora")
                .tensor("x", TensorType.F16, new float[1], 1)
                .writeTo(flux);
        refused(
                "This LoRA was made for FLUX.1",
                "sample",
                "--lora",
                flux.toString(),
                "--prompt",
                "x",
                "--out",
                missing);
        Files.writeString(images.resolve("broken.png"), "no picture");
        refused(
                "broken.png is not a picture that can be read",
                "train",
                "--images",
                images.toString(),
                "--trigger",
                "x",
                "--out",
                missing);
    }

    @Test
    @Tag("attack")
    void aTokenIsNotReadWhereTheTerminalWouldShowIt() throws IOException {
        for (String terminal : List.of("/dev/pts/3", "/dev/tty1", "/dev/console")) {
            assertThat(LoginCommand.isTerminal(link(terminal))).as(terminal).isTrue();
        }
        for (String other : List.of("pipe:[4711]", "/dev/null", "/home/mara/token")) {
            assertThat(LoginCommand.isTerminal(link(other))).as(other).isFalse();
        }
        assertThat(LoginCommand.isTerminal(folder.resolve("none"))).isFalse();
    }

    private Path link(String to) throws IOException {
        Path link = folder.resolve("0");
        Files.deleteIfExists(link);
        return Files.createSymbolicLink(link, Path.of(to));
    }

    private void refused(String line, String... args) {
        err.getBuffer().setLength(0);
        assertThat(run(args)).isEqualTo(CommandLineTool.BAD_INPUT);
        assertThat(err.toString().strip().lines())
                .singleElement()
                .asString()
                .startsWith("understudy: ")
                .contains(line);
    }

    private int run(String... args) {
        return CommandLineTool.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
