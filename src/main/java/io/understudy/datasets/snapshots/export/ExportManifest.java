package io.understudy.datasets.snapshots.export;

import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The list that lies in every export, so that nothing is lost on the way back: names and order of the pictures, and
 * which files they are. Captions are not in it: those in the {@code .txt} files count, also when someone edited them.
 *
 * @param triggerWord that the captions were written for
 */
public record ExportManifest(String snapshot, TriggerWord triggerWord, List<Line> pictures) {
    public static final String FILE_NAME = "understudy.json";

    public static final int MAX_BYTES = 1 << 20;

    public static final ExportManifest NONE = new ExportManifest("", TriggerWord.NONE, List.of());

    private static final String FORMAT = "understudy.export/1";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * One picture.
     *
     * @param file its path in the zip, seen from the list
     * @param fileName its name in the dataset
     * @param original SHA-256 of the file that was uploaded, which is not in the zip
     * @param repeats how often an epoch shows it in the dataset, whatever the folders of the export say
     */
    public record Line(String file, String fileName, String original, int repeats) {}

    /** The snapshot that it says it was written for; empty when that cannot be one. */
    public Optional<SnapshotId> exportedFrom() {
        return BlobHash.parse(snapshot).map(hash -> new SnapshotId(hash.hex()));
    }

    byte[] bytes() {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format", FORMAT);
        manifest.put("snapshot", snapshot);
        manifest.put("trigger_word", triggerWord.value());
        manifest.put(
                "pictures",
                pictures.stream()
                        .map(line -> {
                            Map<String, Object> picture = new LinkedHashMap<>();
                            picture.put("file", line.file());
                            picture.put("file_name", line.fileName());
                            picture.put("original", line.original());
                            if (line.repeats() > 1) {
                                picture.put("repeats", line.repeats());
                            }
                            return picture;
                        })
                        .toList());
        return JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsString(manifest)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a list that anyone may have written; empty when it is none of ours. */
    public static Optional<ExportManifest> read(byte[] bytes) {
        try {
            JsonNode root = JSON.readTree(bytes);
            if (!FORMAT.equals(root.path("format").asString(""))) {
                return Optional.empty();
            }
            List<Line> lines = root.path("pictures")
                    .valueStream()
                    .limit(IntakeLimits.PICTURES)
                    .map(node -> new Line(
                            node.path("file").asString(""),
                            node.path("file_name").asString(""),
                            node.path("original").asString(""),
                            Math.clamp(node.path("repeats").asInt(1), 1, PictureChoices.MOST_REPEATS)))
                    .filter(line -> !line.file().isEmpty() && !line.fileName().isBlank())
                    .toList();
            return Optional.of(new ExportManifest(
                    root.path("snapshot").asString(""),
                    new TriggerWord(CaptionText.clean(root.path("trigger_word").asString(""))),
                    lines));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
