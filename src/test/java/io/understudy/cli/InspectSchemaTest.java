package io.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.understudy.lora.passport.SyntheticLora;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InspectSchemaTest {
    private static final Path SCHEMA = Path.of("docs/inspect.schema.json");

    @TempDir
    Path folder;

    static Stream<SyntheticLora> files() {
        return Stream.of(
                SyntheticLora.kohyaFlux1(1, 1),
                SyntheticLora.small("Ava"),
                SyntheticLora.sdxl(),
                SyntheticLora.unknown(),
                SyntheticLora.notANumber(Float.NaN),
                SyntheticLora.notANumber(Float.POSITIVE_INFINITY),
                SyntheticLora.small("told")
                        .metadata("ss_tag_frequency", "{\"10_ava\":{\"ava\":40}}")
                        .metadata("ss_dataset_dirs", "{\"10_ava\":{\"n_repeats\":10,\"img_count\":40}}")
                        .metadata("modelspec.merged_from", "one, two")
                        .metadata("ss_network_dim", "7")
                        .metadata("long", "x".repeat(50_000)),
                new SyntheticLora());
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatInspectPrintsIsWhatTheSchemaSays(SyntheticLora file) throws IOException {
        assertThat(schema().validate(inspect(file), InputFormat.JSON)).isEmpty();
    }

    @Test
    void theSchemaRefusesWhatItDoesNotName() throws IOException {
        String json = inspect(SyntheticLora.small("Ava"));

        assertThat(schema().validate(json.replaceFirst("\"scale\"", "\"scales\""), InputFormat.JSON))
                .isNotEmpty();
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    }

    private String inspect(SyntheticLora file) throws IOException {
        Path path = Files.write(folder.resolve("some.safetensors"), file.bytes());
        StringWriter out = new StringWriter();
        int status = CommandLineTool.run(
                new String[] {"inspect", path.toString(), "--json"},
                new PrintWriter(out, true),
                new PrintWriter(new StringWriter()));
        assertThat(status).isZero();
        return out.toString();
    }
}
