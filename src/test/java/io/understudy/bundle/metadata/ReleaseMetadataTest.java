package io.understudy.bundle.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.bundle.BundleFormat.Lora;
import io.understudy.bundle.metadata.ReleaseFacts.Base;
import io.understudy.bundle.metadata.ReleaseFacts.License;
import io.understudy.bundle.metadata.ReleaseFacts.Purpose;
import io.understudy.bundle.metadata.ReleaseFacts.Reference;
import io.understudy.bundle.metadata.ReleaseFacts.Sample;
import io.understudy.bundle.metadata.ReleaseFacts.Snapshot;
import io.understudy.bundle.metadata.ReleaseFacts.Value;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.support.BillOfMaterialsSchema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReleaseMetadataTest {
    private static final License OTHER =
            new License("other", "flux-1-dev-non-commercial-license", "https://example.org/LICENSE.md");

    private final ReleaseFacts full = facts("ohwx woman", OTHER, "black-forest-labs/FLUX.1-dev", 0.85);

    @Test
    void theCardTellsTheHubWhatItAsksFor() {
        Map<String, Object> facts = yaml(ModelCard.text(full));

        assertThat(facts)
                .containsEntry("tags", List.of("text-to-image", "lora", "diffusers", "template:sd-lora"))
                .containsEntry("library_name", "diffusers")
                .containsEntry("pipeline_tag", "text-to-image")
                .containsEntry("base_model", "black-forest-labs/FLUX.1-dev")
                .containsEntry("base_model_relation", "adapter")
                .containsEntry("instance_prompt", "ohwx woman")
                .containsEntry("license", "other")
                .containsEntry("license_name", "flux-1-dev-non-commercial-license")
                .containsEntry("license_link", "https://example.org/LICENSE.md")
                .containsEntry(
                        "widget",
                        List.of(Map.of("text", "ohwx woman, smiling: “yes”", "output", Map.of("url", "images/1.png"))));
    }

    @Test
    void theCardTellsPeopleHowToUseAndVerifyIt() {
        assertThat(ModelCard.text(full))
                .contains(
                        "\n# Mira v3\n",
                        "<Gallery />",
                        "- Trigger: `ohwx woman`",
                        "- Recommended strength: 0.85",
                        "load_lora_weights(\".\", weight_name=\"mira_v3.safetensors\")",
                        "| identity | 0.91 |",
                        "| steps | 1000 |",
                        "model_signing verify key . --signature model.sig --public-key release.pub",
                        "--signature mira_v3.safetensors.intoto.jsonl mira_v3.safetensors\n");
    }

    @Test
    void whatIsUnknownIsLeftOut() {
        ReleaseFacts little = new ReleaseFacts(
                "Mira v3",
                "v3",
                "",
                "Studio",
                Instant.EPOCH,
                full.lora(),
                new Base("Miniature", null, "miniature/lora"),
                new TriggerWord("mira"),
                null,
                new License("apache-2.0", null, null),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        assertThat(yaml(ModelCard.text(little)))
                .containsEntry("license", "apache-2.0")
                .doesNotContainKeys("base_model", "license_name", "widget");
        assertThat(ModelCard.text(little)).doesNotContain("null", "Gallery", "python", "release.pub");
        assertThat(json(A1111Sidecar.text(little)).path("preferred weight").asInt())
                .isZero();
        assertThat(BillOfMaterialsSchema.errors(MlBom.text(little))).isEmpty();
        assertThat(MlBom.text(little)).doesNotContain("null", "purl", "dataset");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: b # c",
                "\"quoted\" 'twice'",
                "- [x] {y}",
                "line\nbreak: injected",
                "---",
                "\u0085\u2028\u202e\ufeff\u0000x",
                "\ud83d\ude00 <script>alert(1)</script>",
                "back\\slash `code` *star* | pipe"
            })
    void noWordIsReadAsAnythingElse(String words) {
        ReleaseFacts odd = facts(words, new License("other", words, words), "a/b", 1.0);

        Map<String, Object> facts = yaml(ModelCard.text(odd));
        assertThat(facts).hasSize(10);
        assertThat((String) facts.get("instance_prompt")).doesNotContain("\n").isNotBlank();
        assertThat(ModelCard.text(odd)).doesNotContain("\nbreak");
        assertThat(ModelCard.text(odd).lines().filter(line -> line.startsWith("- License: ")))
                .singleElement()
                .asString()
                .doesNotContainPattern("(?<!\\\\)[<*`|]");
        assertThat(BillOfMaterialsSchema.errors(MlBom.text(odd))).isEmpty();
        assertThat(json(A1111Sidecar.text(odd)).path("activation text").asString())
                .isEqualTo(new TriggerWord(words).value());
    }

    @Test
    void theSidecarCarriesTriggerAndStrength() {
        assertThat(A1111Sidecar.fileName(full)).isEqualTo("mira_v3.json");
        assertThat(json(A1111Sidecar.text(full)))
                .isEqualTo(json("""
                        {"description": "A character", "sd version": "Unknown", "activation text": "ohwx woman",
                         "preferred weight": 0.85, "negative text": "",
                         "notes": "Mira v3 for FLUX.1 [dev]. SHA-256 %s."}""".formatted(full.lora().sha256())));
    }

    @Test
    void theBillOfMaterialsIsValidCycloneDx() {
        String bom = MlBom.text(full);
        assertThat(BillOfMaterialsSchema.errors(bom)).isEmpty();
        assertThat(BillOfMaterialsSchema.errors(bom.replace("\"machine-learning-model\"", "\"model\"")))
                .isNotEmpty();

        JsonNode lora = json(bom).at("/metadata/component");
        assertThat(lora.at("/hashes/0/content").asString())
                .isEqualTo(full.lora().sha256());
        assertThat(lora.at("/pedigree/ancestors/0/purl").asString())
                .isEqualTo("pkg:huggingface/black-forest-labs/FLUX.1-dev");
        assertThat(lora.at("/modelCard/modelParameters/datasets/0/ref").asString())
                .isEqualTo(json(bom).at("/components/0/bom-ref").asString());
        assertThat(lora.path("externalReferences").values())
                .extracting(file -> file.path("type").asString())
                .containsExactly("attestation", "attestation", "digital-signature", "model-card");
        assertThat(MlBom.text(full)).isEqualTo(bom);
    }

    private static Map<String, Object> yaml(String card) {
        String[] parts = card.split("(?m)^---$", 3);
        assertThat(parts[0]).isEmpty();
        return new Yaml().load(parts[1]);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static ReleaseFacts facts(String trigger, License license, String repository, double strength) {
        String sha256 = "1".repeat(64);
        return new ReleaseFacts(
                "Mira v3",
                "v3",
                "A character",
                "Studio",
                Instant.parse("2026-11-27T10:00:00.123456Z"),
                new Lora("mira_v3.safetensors", sha256, 16),
                new Base("FLUX.1 [dev]", repository, "flux-1-dev/lora"),
                new TriggerWord(trigger),
                Strength.of(strength),
                license,
                new Snapshot("2".repeat(64), 28, true),
                List.of(new Value("steps", "1000")),
                List.of(new Value("identity", "0.91")),
                List.of(new Sample("ohwx woman, smiling: “yes”", "images/1.png")),
                List.of("Hands"),
                List.of(
                        new Reference(Purpose.ATTESTATION, "mira_v3.safetensors.sigstore.json", sha256),
                        new Reference(Purpose.ATTESTATION, "mira_v3.safetensors.intoto.jsonl", sha256),
                        new Reference(Purpose.SIGNATURE, "model.sig", null),
                        new Reference(Purpose.MODEL_CARD, "README.md", sha256)));
    }
}
