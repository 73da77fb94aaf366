package io.understudy.versions.review.decisions;

import io.understudy.storage.BlobHash;
import io.understudy.versions.checklist.ChecklistTick;
import io.understudy.versions.checklist.TickDetails;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.LoraVersion;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
public class Manifest {
    private static final int FORM = 3;

    private final JsonMapper json = JsonMapper.builder().build();

    public static ManifestHash hash(String canonical) {
        return new ManifestHash(
                BlobHash.of(canonical.getBytes(StandardCharsets.UTF_8)).hex());
    }

    /**
     * The text that is hashed: JSON without blanks, keys in the order written here, ticks by item.
     *
     * @param participants of whom the makers are part of what is decided on: a signature is worth nothing when its
     *     author is one of them
     * @param facts what else a decision rests on, by name
     * @param stale why the evidence of an item is not what it was at the tick, by the item's key
     */
    public String canonical(
            LoraVersion version,
            List<Contributor> participants,
            List<ChecklistTick> ticks,
            Map<String, String> facts,
            Map<String, String> stale) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("form", FORM);
        manifest.put("version", version.getId().toString());
        manifest.put("fileName", version.fileName());
        manifest.put("file", version.file().hex());
        version.run().ifPresent(run -> manifest.put("run", run.value().toString()));
        version.snapshot().ifPresent(snapshot -> manifest.put("snapshot", snapshot.hash()));
        version.backend().ifPresent(backend -> manifest.put("backend", backend));
        manifest.put("baseModel", version.baseModel().label());
        version.parametersAsWritten().ifPresent(parameters -> manifest.put("parameters", parameters));
        version.importAsWritten().ifPresent(imported -> manifest.put("import", imported));
        version.launchedBy().ifPresent(account -> manifest.put("launchedBy", account.toString()));
        manifest.put("makers", accounts(participants, Contributor::isMaker));
        manifest.put("contributors", accounts(participants, Contributor::gaveData));
        manifest.put("checklist", version.templateId().toString());
        manifest.put(
                "ticks",
                ticks.stream()
                        .filter(ChecklistTick::stands)
                        .sorted(Comparator.comparing(ChecklistTick::item))
                        .map(tick -> tick(tick, stale.get(tick.item())))
                        .toList());
        manifest.put("facts", new TreeMap<>(facts));
        return json.writeValueAsString(manifest);
    }

    private static List<String> accounts(List<Contributor> participants, Predicate<Contributor> chosen) {
        return participants.stream()
                .filter(chosen)
                .map(contributor -> contributor.account().toString())
                .sorted()
                .toList();
    }

    private static Map<String, Object> tick(ChecklistTick tick, @Nullable String stale) {
        TickDetails details = tick.details();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("item", tick.item());
        entry.put("by", tick.tickedBy().toString());
        entry.put("at", details.tickedAt().toString());
        entry.put("note", details.note());
        entry.put(
                "evidence", details.evidence().stream().map(Manifest::evidence).toList());
        if (stale != null) {
            entry.put("stale", stale);
        }
        return entry;
    }

    private static Map<String, Object> evidence(Evidence evidence) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("kind", evidence.kind().name());
        evidence.bytesIfAny()
                .ifPresent(bytes -> entry.put(evidence.kind().isPicture() ? "picture" : "file", bytes.hex()));
        entry.put("words", evidence.words());
        Evidence.Origin origin = evidence.origin();
        if (origin != null) {
            entry.put("source", origin.source());
            entry.put("reference", origin.reference());
            entry.put("fingerprint", origin.fingerprint());
        }
        return entry;
    }
}
