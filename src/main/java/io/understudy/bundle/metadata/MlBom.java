package io.understudy.bundle.metadata;

import io.understudy.bundle.metadata.ReleaseFacts.License;
import io.understudy.bundle.metadata.ReleaseFacts.Reference;
import io.understudy.bundle.metadata.ReleaseFacts.Snapshot;
import io.understudy.bundle.metadata.ReleaseFacts.Value;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A CycloneDX 1.6 bill of materials of a LoRA: its base model, its photos as a dataset, what was measured and what proves it. */
public final class MlBom {
    public static final String ENDING = ".cdx.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Pattern REPOSITORY = Pattern.compile("[\\w.-]+/[\\w.-]+");
    private static final Pattern ADDRESS = Pattern.compile("https?://[\\w./:%?=&#~-]+");
    private static final String MODEL = "machine-learning-model";
    private static final String NAME = "name";
    private static final String TYPE = "type";
    private static final String DATASET = "dataset";

    private MlBom() {}

    /** The same facts give the same text. */
    public static String text(ReleaseFacts facts) {
        Map<String, Object> bom = new LinkedHashMap<>();
        bom.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        bom.put("bomFormat", "CycloneDX");
        bom.put("specVersion", "1.6");
        byte[] seed = facts.lora().sha256().getBytes(StandardCharsets.US_ASCII);
        bom.put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(seed));
        bom.put("version", 1);
        bom.put(
                "metadata",
                fields(
                        "timestamp",
                                facts.releasedAt()
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString(),
                        "tools", fields("components", List.of(fields(TYPE, "application", NAME, "Understudy"))),
                        "manufacturer", fields(NAME, facts.author()),
                        "component", lora(facts)));
        if (facts.snapshot() != null) {
            bom.put("components", List.of(dataset(facts, facts.snapshot())));
        }
        return JSON.writeValueAsString(bom);
    }

    private static Map<String, Object> lora(ReleaseFacts facts) {
        Map<String, Object> lora = fields(
                TYPE,
                MODEL,
                "bom-ref",
                "lora",
                NAME,
                facts.lora().fileName(),
                "version",
                facts.version(),
                "description",
                facts.description(),
                "hashes",
                hashes(facts.lora().sha256()),
                "licenses",
                List.of(fields("license", license(facts.license()))),
                "pedigree",
                fields("ancestors", List.of(base(facts.base()))));
        if (!facts.files().isEmpty()) {
            lora.put(
                    "externalReferences",
                    facts.files().stream().map(MlBom::reference).toList());
        }
        lora.put("modelCard", card(facts));
        if (!facts.settings().isEmpty()) {
            lora.put("properties", facts.settings().stream().map(MlBom::setting).toList());
        }
        return lora;
    }

    private static Map<String, Object> base(ReleaseFacts.Base base) {
        Map<String, Object> component = fields(TYPE, MODEL, NAME, base.name());
        if (base.repository() != null && REPOSITORY.matcher(base.repository()).matches()) {
            component.put("purl", "pkg:huggingface/" + base.repository());
        }
        return component;
    }

    private static Map<String, Object> license(License license) {
        Map<String, Object> terms = fields(NAME, license.words());
        if (license.link() != null && ADDRESS.matcher(license.link()).matches()) {
            terms.put("url", license.link());
        }
        return terms;
    }

    private static Map<String, Object> reference(Reference file) {
        Map<String, Object> reference = fields(TYPE, file.purpose().type(), "url", file.path());
        if (file.sha256() != null) {
            reference.put("hashes", hashes(file.sha256()));
        }
        return reference;
    }

    private static Map<String, Object> setting(Value setting) {
        return fields(NAME, "understudy:" + setting.name(), "value", setting.value());
    }

    private static Map<String, Object> card(ReleaseFacts facts) {
        Map<String, Object> parameters = fields(
                "approach",
                fields(TYPE, "supervised"),
                "task",
                "text-to-image",
                "architectureFamily",
                "LoRA",
                "modelArchitecture",
                facts.base().architecture());
        if (facts.snapshot() != null) {
            parameters.put("datasets", List.of(fields("ref", DATASET)));
        }
        parameters.put("inputs", List.of(fields("format", "text")));
        parameters.put("outputs", List.of(fields("format", "image")));
        Map<String, Object> card = fields("modelParameters", parameters);
        if (!facts.measures().isEmpty()) {
            List<Map<String, Object>> metrics = facts.measures().stream()
                    .map(measure -> fields(TYPE, measure.name(), "value", measure.value()))
                    .toList();
            card.put("quantitativeAnalysis", fields("performanceMetrics", metrics));
        }
        Map<String, Object> considerations =
                fields("useCases", List.of("Pictures of the character with the trigger " + facts.triggerWord()));
        if (!facts.limits().isEmpty()) {
            considerations.put("technicalLimitations", facts.limits());
        }
        if (showsPeople(facts.snapshot())) {
            considerations.put(
                    "ethicalConsiderations",
                    List.of(fields(
                            NAME,
                            "Likeness of a person",
                            "mitigationStrategy",
                            "Consent is kept for every photo and checked before the release")));
        }
        card.put("considerations", considerations);
        return card;
    }

    private static boolean showsPeople(@Nullable Snapshot snapshot) {
        return snapshot != null && snapshot.showsPeople();
    }

    private static Map<String, Object> dataset(ReleaseFacts facts, Snapshot snapshot) {
        Map<String, Object> data = fields(
                TYPE,
                DATASET,
                NAME,
                "%d photos with captions".formatted(snapshot.photos()),
                "classification",
                "confidential");
        if (snapshot.showsPeople()) {
            data.put("sensitiveData", List.of("photos of a person"));
        }
        data.put("governance", fields("custodians", List.of(fields("organization", fields(NAME, facts.author())))));
        return fields(
                TYPE,
                "data",
                "bom-ref",
                DATASET,
                NAME,
                "snapshot " + snapshot.sha256(),
                "hashes",
                hashes(snapshot.sha256()),
                "data",
                List.of(data));
    }

    private static List<Map<String, Object>> hashes(String sha256) {
        return List.of(fields("alg", "SHA-256", "content", sha256));
    }

    /** @param namesAndValues in turn */
    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
