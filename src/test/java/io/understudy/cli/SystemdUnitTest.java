package io.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.OtherProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit of a render machine, as {@code docs/client.md} has it. */
class SystemdUnitTest {
    private static final String TOOL = "/usr/local/bin/understudy";

    @TempDir
    Path folder;

    @Test
    void itsCommandIsOneOfTheClient() throws IOException {
        List<String> command =
                new ArrayList<>(List.of(found("ExecStart=" + TOOL + " (.*)").split(" ")));
        assertThat(command).startsWith("pull", "--all").contains("--watch");
        command.addAll(List.of("--config", folder.resolve("none.json").toString()));

        ToolRun run = ToolRun.of(command.toArray(String[]::new));

        assertThat(run.err()).as("it would begin, had someone logged in").contains("Sign in first");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void systemdTakesIt() throws Exception {
        OtherProgram.assumeInstalled("systemd-analyze");
        // What it names on a render machine is not here.
        String unit = unit().replace(TOOL, "/bin/true").replace("User=comfy", "User=root");
        Path file = Files.writeString(folder.resolve("understudy-pull.service"), unit);

        OtherProgram.Answer answer = OtherProgram.run(folder, "systemd-analyze", "verify", file.toString());

        assertThat(answer.output()).doesNotContain("understudy-pull");
        assertThat(answer.status()).isZero();
    }

    private static String unit() throws IOException {
        Matcher block = Pattern.compile("```ini\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/client.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static String found(String line) throws IOException {
        Matcher match = Pattern.compile(line).matcher(unit());
        assertThat(match.find()).as(line).isTrue();
        return match.group(1);
    }
}
