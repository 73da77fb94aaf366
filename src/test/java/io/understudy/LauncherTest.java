package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.OtherProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that is handed out next to the jar. */
class LauncherTest {
    @TempDir
    Path folder;

    @BeforeEach
    void aScriptThatFindsAnotherJava() throws IOException {
        OtherProgram.assumeInstalled("sh");
        Files.copy(Path.of("src/main/dist/understudy"), folder.resolve("understudy"));
        Path java = Files.writeString(folder.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void theScriptStartsTheJarAsItIsWhereNoCacheWasMade() throws Exception {
        assertThat(run("inspect", "a b.safetensors"))
                .containsExactly("-jar", at("understudy.jar").toString(), "inspect", "a b.safetensors");
    }

    @Test
    void commandsAndTheServerHaveCachesOfTheirOwn() throws Exception {
        Files.createFile(folder.resolve("understudy.aot"));
        Files.createFile(folder.resolve("understudy-tool.aot"));
        String tool = "-XX:AOTCache=" + at("understudy-tool.aot");
        String server = "-XX:AOTCache=" + at("understudy.aot");

        assertThat(run("inspect", "some.safetensors")).startsWith(tool).endsWith("inspect", "some.safetensors");
        assertThat(run("--help")).startsWith(tool).endsWith("--help");
        assertThat(run("--server.port=0")).startsWith(server).endsWith("--server.port=0");
        assertThat(run()).startsWith(server);
    }

    /** Where it lies, as the script says it. */
    private Path at(String name) throws IOException {
        return folder.toRealPath().resolve(name);
    }

    private List<String> run(String... arguments) throws Exception {
        // Its own folder comes first on the path, so that it finds the java which prints what it is given.
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "PATH=\"$0:$PATH\" exec sh \"$0/understudy\" \"$@\"", folder.toString()));
        command.addAll(List.of(arguments));
        OtherProgram.Answer answer = OtherProgram.run(command, Map.of(), folder, "");
        assertThat(answer.status()).as(answer.output()).isZero();
        return answer.output().lines().toList();
    }
}
