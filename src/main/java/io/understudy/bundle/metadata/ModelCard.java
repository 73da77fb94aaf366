package io.understudy.bundle.metadata;

import io.understudy.bundle.attestation.ModelSignature;
import io.understudy.bundle.attestation.ReviewAttestation;
import io.understudy.bundle.metadata.ReleaseFacts.Purpose;
import io.understudy.bundle.metadata.ReleaseFacts.Sample;
import io.understudy.bundle.metadata.ReleaseFacts.Value;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The {@code README.md} of a model on Hugging Face: facts for the Hub in YAML, then a page for people. */
public final class ModelCard {
    public static final String FILE = "README.md";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ReleaseFacts facts;
    private final StringBuilder text = new StringBuilder();

    private ModelCard(ReleaseFacts facts) {
        this.facts = facts;
    }

    public static String text(ReleaseFacts facts) {
        ModelCard card = new ModelCard(facts);
        card.writeFacts();
        card.writePage();
        return card.text.toString();
    }

    private void writeFacts() {
        line("---");
        line("tags: [text-to-image, lora, diffusers, \"template:sd-lora\"]");
        line("library_name: diffusers");
        line("pipeline_tag: text-to-image");
        if (facts.base().repository() != null) {
            line("base_model: " + quoted(facts.base().repository()));
            line("base_model_relation: adapter");
        }
        line("instance_prompt: " + quoted(facts.triggerWord().value()));
        if (facts.license().name() == null) {
            line("license: " + quoted(facts.license().id()));
        } else {
            line("license: other");
            line("license_name: " + quoted(facts.license().name()));
            if (facts.license().link() != null) {
                line("license_link: " + quoted(facts.license().link()));
            }
        }
        if (!facts.samples().isEmpty()) {
            line("widget:");
            for (Sample sample : facts.samples()) {
                line("- {text: %s, output: {url: %s}}".formatted(quoted(sample.prompt()), quoted(sample.path())));
            }
        }
        line("---");
    }

    private void writePage() {
        paragraph("# " + plain(facts.title()));
        paragraph(plain(facts.description()));
        if (!facts.samples().isEmpty()) {
            paragraph("<Gallery />");
        }
        paragraph("## Use");
        line("- Base model: " + plain(facts.base().name()));
        line("- Trigger: " + code(facts.triggerWord().value()));
        if (facts.strength() != null) {
            line("- Recommended strength: " + facts.strength());
        }
        line("- License: " + plain(facts.license().words()));
        if (facts.base().repository() != null) {
            writeExample(facts.base().repository());
        }
        writeTable("## Measured", "Measure", facts.measures());
        writeTable("## Training", "Setting", facts.settings());
        if (facts.snapshot() != null) {
            paragraph("Trained on %d photos, frozen as %s."
                    .formatted(facts.snapshot().photos(), code(facts.snapshot().sha256())));
        }
        if (!facts.limits().isEmpty()) {
            paragraph("## Limits");
            facts.limits().forEach(limit -> line("- " + plain(limit)));
        }
        writeProofs();
    }

    private void writeExample(String repository) {
        paragraph("```python");
        line("import torch");
        line("from diffusers import AutoPipelineForText2Image");
        line("");
        line("pipeline = AutoPipelineForText2Image.from_pretrained(%s, torch_dtype=torch.bfloat16)"
                .formatted(quoted(repository)));
        line("pipeline.load_lora_weights(\".\", weight_name=%s)"
                .formatted(quoted(facts.lora().fileName())));
        if (facts.strength() != null) {
            line("pipeline.fuse_lora(lora_scale=%s)".formatted(facts.strength()));
        }
        line("image = pipeline(%s).images[0]"
                .formatted(quoted(facts.triggerWord().value())));
        line("```");
    }

    private void writeTable(String heading, String first, List<Value> values) {
        if (values.isEmpty()) {
            return;
        }
        paragraph(heading);
        line("| %s | Value |".formatted(first));
        line("|---|---|");
        values.forEach(value -> line("| %s | %s |".formatted(plain(value.name()), plain(value.value()))));
    }

    /** What a receiver types; the key has to come from the team that released it. */
    private void writeProofs() {
        paragraph("## Verify");
        line("SHA-256 of `%s`:".formatted(facts.lora().fileName()));
        line(code(facts.lora().sha256()));
        List<String> commands = facts.files().stream()
                .flatMap(file -> command(file.purpose(), file.path()).lines())
                .toList();
        if (!commands.isEmpty()) {
            paragraph("With `release.pub`, the public key that %s publishes:".formatted(plain(facts.author())));
            paragraph("```");
            commands.forEach(this::line);
            line("```");
        }
    }

    private String command(Purpose purpose, String path) {
        if (purpose == Purpose.SIGNATURE && path.equals(ModelSignature.FILE)) {
            return "model_signing verify key . --signature %s --public-key release.pub".formatted(path);
        }
        if (purpose == Purpose.ATTESTATION && path.endsWith(ReviewAttestation.LINES_ENDING)) {
            return "cosign verify-blob-attestation --key release.pub --private-infrastructure --type %s --signature %s %s"
                    .formatted(ReviewAttestation.PREDICATE, path, facts.lora().fileName());
        }
        return "";
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void paragraph(String line) {
        if (!text.toString().endsWith("\n\n")) {
            line("");
        }
        line(line);
        if (!line.startsWith("```")) {
            line("");
        }
    }

    /** Text in JSON's quotes is text in YAML's and Python's too, without what YAML does not print. */
    private static String quoted(String words) {
        return JSON.writeValueAsString(oneLine(words));
    }

    private static String oneLine(String words) {
        return words.replaceAll("[\\p{C}\\p{Z}&&[^ ]]+", " ").strip();
    }

    /** No word of it is read as Markdown or HTML. */
    private static String plain(String words) {
        return oneLine(words).replaceAll("[\\\\`*_{}\\[\\]<>#|~&!]", "\\\\$0");
    }

    private static String code(String words) {
        return "`" + oneLine(words).replace('`', '\'') + "`";
    }
}
