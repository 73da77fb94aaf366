package io.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.lora.passport.SyntheticLora;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InspectCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void jsonHasTheFieldsThatScriptsRelyOn() throws IOException {
        Path file = file(SyntheticLora.kohyaFlux1(1, 1).bytes());

        assertThat(inspect(file.toString(), "--json")).isZero();

        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.propertyNames())
                .contains(
                        "family",
                        "adapter",
                        "model",
                        "modelName",
                        "rank",
                        "ranks",
                        "alpha",
                        "scale",
                        "parts",
                        "modules",
                        "tensors",
                        "parameters",
                        "dtypes",
                        "hashes",
                        "problems");
        assertThat(json.path("family").asString()).isEqualTo("kohya");
        assertThat(json.path("adapter").asString()).isEqualTo("lora");
        assertThat(json.path("model").asString()).isEqualTo("flux1");
        assertThat(json.path("modelName").asString()).isEqualTo("FLUX.1");
        assertThat(json.path("rank").asInt()).isEqualTo(1);
        assertThat(json.path("ranks").toString()).isEqualTo("{\"double\":1,\"single\":1}");
        assertThat(json.path("parts").toString()).isEqualTo("[\"double\",\"single\"]");
        assertThat(json.path("dtypes").toString()).isEqualTo("{\"BF16\":608,\"F32\":304}");
        assertThat(json.path("hashes").path("sha256").asString()).hasSize(64);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void textIsForReading() throws IOException {
        Path file = file(SyntheticLora.kohyaFlux1(1, 1)
                .metadata("modelspec.title", "Ava\u001b[31m")
                .bytes());

        assertThat(inspect(file.toString())).isZero();

        assertThat(out.toString())
                .contains("kohya (sd-scripts, fluxgym, Civitai)", "304 of 304 block layers", "Ava [31m", "double 18")
                .doesNotContain("\u001b");
    }

    @Test
    void aMalformedFileGivesTheReasonOnTheErrorStreamAndStatusTwo() throws IOException {
        Path file = file(new byte[] {1, 2, 3});

        assertThat(inspect(file.toString(), "--json")).isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .isEqualTo("{\"error\":\"The file has 3 bytes; a safetensors file has at least 8.\",\"exitStatus\":2}"
                        + System.lineSeparator());

        err.getBuffer().setLength(0);
        assertThat(inspect(file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("understudy: The file has 3 bytes; a safetensors file has at least 8."
                        + System.lineSeparator());
    }

    @Test
    void aMissingFileGivesStatusTwo() {
        assertThat(inspect(folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("There is no file");
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("some.safetensors"), bytes);
    }

    private int inspect(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "inspect";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandLineTool.run(all, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
