package io.understudy.datasets.snapshots;

import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.SnapshotEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a snapshot is, as bytes: JSON without spaces, keys sorted, UTF-8. File names and people are not in it, so that
 * the same pictures with the same captions in the same order are the same snapshot, no matter who added them and
 * under what name.
 */
record SnapshotManifest(byte[] bytes) {
    private static final String FORMAT = "understudy.snapshot/1";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static SnapshotManifest of(CharacterSummary character, List<SnapshotEntry> entries) {
        Map<String, Object> manifest = new TreeMap<>();
        manifest.put("format", FORMAT);
        manifest.put("character", character.id().value().toString());
        manifest.put("trigger_word", character.triggerWord().value());
        manifest.put("entries", entries.stream().map(SnapshotManifest::line).toList());
        return new SnapshotManifest(JSON.writeValueAsString(manifest).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> line(SnapshotEntry entry) {
        Map<String, Object> line = new TreeMap<>(Map.of(
                "order", entry.position(),
                "original", entry.original().hex(),
                "display", entry.display().hex(),
                "caption", entry.caption()));
        if (entry.repeats() > 1) {
            line.put("repeats", entry.repeats());
        }
        return line;
    }
}
