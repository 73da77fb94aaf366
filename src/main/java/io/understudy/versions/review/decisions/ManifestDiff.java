package io.understudy.versions.review.decisions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

public final class ManifestDiff {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Map<String, String> PARTS = parts();

    private final JsonNode before;
    private final JsonNode now;
    private final Map<String, String> titles;
    private final List<ManifestChange> changes = new ArrayList<>();

    private ManifestDiff(String before, String now, Map<String, String> titles) {
        this.before = JSON.readTree(before);
        this.now = JSON.readTree(now);
        this.titles = titles;
    }

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("fileName", "File name");
        parts.put("file", "File");
        parts.put("run", "Run");
        parts.put("snapshot", "Snapshot");
        parts.put("backend", "Backend");
        parts.put("baseModel", "Target model");
        parts.put("parameters", "Parameters");
        parts.put("import", "Import");
        parts.put("launchedBy", "Launched by");
        parts.put("makers", "Makers");
        parts.put("contributors", "Contributors");
        parts.put("checklist", "Checklist edition");
        return parts;
    }

    /**
     * @param before canonical text of the earlier manifest
     * @param now canonical text of the later one
     * @param titles of checklist items by their keys; a key without one stands for itself
     */
    public static List<ManifestChange> between(String before, String now, Map<String, String> titles) {
        return new ManifestDiff(before, now, titles).compare();
    }

    private List<ManifestChange> compare() {
        PARTS.forEach((key, part) -> {
            if (!before.path(key).equals(now.path(key))) {
                changes.add(new ManifestChange(part, "has changed"));
            }
        });
        compareItems();
        compareFacts();
        return List.copyOf(changes);
    }

    private void compareItems() {
        Map<String, JsonNode> earlier = byItem(before);
        Map<String, JsonNode> later = byItem(now);
        for (String item : union(earlier.keySet(), later.keySet())) {
            String words = tickChange(earlier.get(item), later.get(item));
            if (!words.isEmpty()) {
                changes.add(new ManifestChange(titles.getOrDefault(item, item), words));
            }
        }
    }

    private static String tickChange(@Nullable JsonNode earlier, @Nullable JsonNode later) {
        if (later == null) {
            return "the tick was taken back";
        }
        if (earlier == null) {
            return "was ticked";
        }
        if (earlier.equals(later)) {
            return "";
        }
        List<String> words = new ArrayList<>();
        if (!later.path("stale").equals(earlier.path("stale")) && later.hasNonNull("stale")) {
            words.add(later.path("stale").asString());
        }
        if (!earlier.path("at").equals(later.path("at")) || !earlier.path("by").equals(later.path("by"))) {
            words.add("was ticked again");
        }
        if (!earlier.path("note").equals(later.path("note"))) {
            words.add("the note reads “" + later.path("note").asString() + "”, it was “"
                    + earlier.path("note").asString() + "”");
        }
        if (!earlier.path("evidence").equals(later.path("evidence"))) {
            words.add(evidenceChange(
                    earlier.path("evidence").size(), later.path("evidence").size()));
        }
        return words.isEmpty() ? "has changed" : String.join("; ", words);
    }

    private static String evidenceChange(int before, int now) {
        return before == now
                ? "the evidence has changed"
                : "the evidence has changed (before %d, now %d)".formatted(before, now);
    }

    private void compareFacts() {
        JsonNode earlier = before.path("facts");
        JsonNode later = now.path("facts");
        for (String name : union(names(earlier), names(later))) {
            if (!earlier.path(name).equals(later.path(name))) {
                changes.add(new ManifestChange(
                        name, "was “%s”, is now “%s”".formatted(words(earlier, name), words(later, name))));
            }
        }
    }

    private static String words(JsonNode facts, String name) {
        return facts.has(name) ? facts.path(name).asString() : "not set";
    }

    private static Set<String> names(JsonNode facts) {
        return new LinkedHashSet<>(facts.propertyNames());
    }

    private static Map<String, JsonNode> byItem(JsonNode manifest) {
        Map<String, JsonNode> ticks = new LinkedHashMap<>();
        manifest.path("ticks").forEach(tick -> ticks.put(tick.path("item").asString(), tick));
        return ticks;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }
}
