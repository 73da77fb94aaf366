package io.understudy.lora.passport;

import io.understudy.lora.format.JsonTree;
import io.understudy.lora.passport.PassportDetails.Folder;
import io.understudy.lora.passport.PassportDetails.Tag;
import io.understudy.lora.passport.PassportDetails.Text;
import io.understudy.lora.passport.PassportDetails.TrainingData;
import io.understudy.platform.core.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The metadata as it is. A stranger wrote it: it is never more than text, and never more of it than is kept here. */
final class MetadataTexts {
    static final int MOST_TEXTS = 300;
    static final int LONGEST = 20_000;
    static final int MOST_CHARACTERS = 400_000;
    static final int MOST_TAGS = 200;
    private static final int MOST_FOLDERS = 100;
    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_JSON = 8_000_000;

    private final Map<String, String> metadata;

    MetadataTexts(Map<String, String> metadata) {
        this.metadata = metadata;
    }

    List<Text> texts() {
        List<Text> texts = new ArrayList<>();
        int left = MOST_CHARACTERS;
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            if (texts.size() == MOST_TEXTS) {
                break;
            }
            String value = entry.getValue();
            int shown = Math.min(Math.min(value.length(), LONGEST), left);
            left -= shown;
            texts.add(new Text(brief(entry.getKey()), Wording.beginning(value, shown), value.length()));
        }
        return texts;
    }

    TrainingData trainingData() {
        List<Tag> tags = new ArrayList<>();
        json("ss_tag_frequency")
                .properties()
                .forEach(folder -> folder.getValue()
                        .properties()
                        .forEach(tag -> tags.add(new Tag(
                                brief(folder.getKey()),
                                brief(tag.getKey().strip()),
                                tag.getValue().asLong(0)))));
        return new TrainingData(
                tags.stream()
                        .sorted(Comparator.comparingLong(Tag::count).reversed())
                        .limit(MOST_TAGS)
                        .toList(),
                tags.size(),
                folders(),
                mergedFrom());
    }

    private List<Folder> folders() {
        Map<String, Folder> folders = new LinkedHashMap<>();
        json("ss_dataset_dirs")
                .properties()
                .forEach(entry -> put(folders, entry.getKey(), entry.getValue(), "n_repeats"));
        JsonNode datasets = json("ss_datasets");
        for (JsonNode dataset : datasets) {
            for (JsonNode subset : dataset.path("subsets")) {
                put(
                        folders,
                        subset.path("image_dir")
                                .asString(subset.path("metadata_file").asString("")),
                        subset,
                        "num_repeats");
            }
        }
        return folders.values().stream().limit(MOST_FOLDERS).toList();
    }

    private static void put(Map<String, Folder> folders, String name, JsonNode facts, String repeats) {
        folders.putIfAbsent(
                name,
                new Folder(
                        brief(name),
                        facts.path("img_count").asLong(0),
                        facts.path(repeats).asLong(0)));
    }

    private List<String> mergedFrom() {
        JsonNode models = json("sd_merge_models");
        return Stream.concat(
                        Stream.of(metadata.getOrDefault("modelspec.merged_from", "")
                                .split(",", MOST_FOLDERS)),
                        models.properties().stream().map(Map.Entry::getKey))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(MetadataTexts::brief)
                .limit(MOST_FOLDERS)
                .toList();
    }

    private JsonNode json(String key) {
        String text = metadata.getOrDefault(key, "");
        if (text.length() > LONGEST_JSON || text.isBlank()) {
            return JsonTree.missing();
        }
        try {
            return JsonTree.read(text);
        } catch (JacksonException notJson) {
            // Texts of strangers: what cannot be read says nothing.
            return JsonTree.missing();
        }
    }

    private static String brief(String text) {
        return Wording.cut(text, LONGEST_NAME);
    }
}
