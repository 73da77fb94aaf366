package io.understudy.datasets.intake.layouts;

import io.understudy.platform.core.Wording;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What one file of settings says about folders, and the names of the settings that say nothing that can be kept. */
final class SettingsReading {
    private static final Set<String> CONCEPT = Set.of(
            "__version",
            "name",
            "path",
            "enabled",
            "type",
            "validation_concept",
            "text",
            "balancing",
            "balancing_strategy");
    private static final Set<String> SUBSET = Set.of(
            "image_dir",
            "is_reg",
            "class_tokens",
            "num_repeats",
            "conditioning_data_dir",
            "caption_extension",
            "metadata_file");
    private static final Set<String> CONTROLS = Set.of(
            "control_path", "control_path_1", "control_path_2", "control_path_3", "inpaint_path", "clip_image_path");
    private static final Set<String> OTHERS = Set.of("mask_path", "unconditional_path");
    private static final Set<String> DATASET =
            Set.of("folder_path", "is_reg", "default_caption", "num_repeats", "caption_ext");

    private final String name;
    private final List<TrainedFolder> folders = new ArrayList<>();
    private final Set<String> leftOut = new TreeSet<>();
    private final Set<String> brokenRepeats = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();

    private SettingsReading(String name) {
        this.name = name;
    }

    /** @param name of the file, for notes */
    static SettingsReading of(String name, JsonNode root) {
        SettingsReading reading = new SettingsReading(name);
        reading.oneTrainer(root.isObject() ? root.path("concepts") : root);
        reading.kohya(root);
        reading.aiToolkit(root);
        return reading;
    }

    List<TrainedFolder> folders() {
        return folders;
    }

    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (!folders.isEmpty() && !leftOut.isEmpty()) {
            all.add(name + ": settings of a training are not part of a dataset and were left out: "
                    + Wording.first(leftOut, Wording.MOST_NAMED));
        }
        if (!brokenRepeats.isEmpty()) {
            all.add(name + ": repeats of a picture are a whole number, so these were left out: "
                    + Wording.first(brokenRepeats, Wording.MOST_NAMED));
        }
        return all;
    }

    private void add(String path, String reason, UsualCaption usual, double shown, String captionEnding) {
        String never = reason.isEmpty() && shown == 0 ? "it is never shown (0 repeats in " + name + ")" : reason;
        TrainedFolder folder = new TrainedFolder(Folders.segments(path), never, usual, shown, ending(captionEnding));
        folders.add(folder);
        if (folder.isTrainedOn() && folder.wholeRepeats().isEmpty() && Double.isFinite(folder.repeats())) {
            brokenRepeats.add(folder.name() + " " + Wording.plain(folder.repeats()) + " times");
        }
    }

    private void leaveOut(JsonNode settings, Set<String> known) {
        settings.propertyNames().stream().filter(each -> !known.contains(each)).forEach(leftOut::add);
    }

    private String regularisation(JsonNode settings) {
        return settings.path("is_reg").asBoolean(false)
                ? "it is a regularisation picture (is_reg in " + name + "), not one of the character"
                : "";
    }

    private void control(JsonNode settings, String setting, String what) {
        JsonNode paths = settings.path(setting);
        Stream<JsonNode> each = paths.isArray() ? paths.valueStream() : Stream.of(paths);
        each.map(path -> path.asString(""))
                .filter(path -> !path.isBlank())
                .forEach(path -> folders.add(TrainedFolder.leftOut(
                        path, "it is " + what + " (" + setting + " in " + name + "), not one of the character")));
    }

    private void oneTrainer(JsonNode concepts) {
        if (!concepts.isArray()) {
            return;
        }
        for (JsonNode concept : concepts) {
            String path = concept.path("path").asString("");
            if (path.isEmpty()) {
                continue;
            }
            boolean isRepeated = CaptionJson.is(concept, "balancing_strategy", "REPEATS");
            String source = concept.path("text").path("prompt_source").asString("sample");
            add(
                    path,
                    leftOut(concept),
                    source.equals("filename") ? UsualCaption.ofNames(name) : UsualCaption.NONE,
                    isRepeated ? concept.path("balancing").asDouble(1) : 1,
                    "");
            if (source.equals("concept")) {
                notes.add(name + ": captions of " + Folders.segments(path).getLast()
                        + " are drawn from a list of prompts at random; they were not read");
            }
            leaveOut(concept, CONCEPT);
            if (!isRepeated && concept.has("balancing_strategy")) {
                leftOut.add("balancing");
            }
        }
    }

    private String leftOut(JsonNode concept) {
        if (!concept.path("enabled").asBoolean(true)) {
            return "its concept is switched off in " + name;
        }
        if (CaptionJson.is(concept, "type", "PRIOR_PREDICTION")) {
            return "it is a regularisation picture (prior prediction in " + name + "), not one of the character";
        }
        return CaptionJson.is(concept, "type", "VALIDATION")
                        || concept.path("validation_concept").asBoolean(false)
                ? "it is kept for validation (" + name + ") and not trained on"
                : "";
    }

    /** What a subset does not say itself, its dataset says, and what that does not, the general part. */
    private void kohya(JsonNode root) {
        for (JsonNode dataset : root.path("datasets")) {
            for (JsonNode subset : dataset.path("subsets")) {
                String folder = subset.path("image_dir").asString("");
                if (folder.isEmpty()) {
                    continue;
                }
                List<JsonNode> levels = List.of(subset, dataset, root.path("general"));
                String tokens = subset.path("class_tokens").asString("");
                add(
                        folder,
                        regularisation(subset),
                        UsualCaption.of(tokens, "class_tokens", name),
                        first(levels, "num_repeats", JsonNode::isNumber).asDouble(1),
                        first(levels, "caption_extension", JsonNode::isString).asString(""));
                control(subset, "conditioning_data_dir", "a control picture or a mask");
                leaveOut(subset, SUBSET);
                leaveOut(dataset, Set.of("subsets", "num_repeats", "caption_extension"));
                leaveOut(root.path("general"), Set.of("num_repeats", "caption_extension"));
            }
        }
    }

    private static JsonNode first(List<JsonNode> levels, String setting, Predicate<JsonNode> isOne) {
        return levels.stream()
                .map(level -> level.path(setting))
                .filter(isOne)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static String ending(String said) {
        return said.strip().replaceFirst("^\\.", "").toLowerCase(Locale.ROOT);
    }

    private void aiToolkit(JsonNode root) {
        List<JsonNode> datasets = new ArrayList<>();
        Set<String> triggers = new LinkedHashSet<>();
        walk(root, node -> {
            if (!node.path("folder_path").asString("").isEmpty()) {
                datasets.add(node);
            }
            if (!node.path("trigger_word").asString("").isBlank()) {
                triggers.add(node.path("trigger_word").asString());
            }
        });
        for (JsonNode dataset : datasets) {
            String words = dataset.path("default_caption").asString("");
            String caption = triggers.size() == 1
                    ? words.replace("[trigger]", triggers.iterator().next())
                    : words;
            add(
                    dataset.path("folder_path").asString(),
                    regularisation(dataset),
                    UsualCaption.of(caption, "default_caption", name),
                    dataset.path("num_repeats").asDouble(1),
                    dataset.path("caption_ext").asString(""));
            CONTROLS.forEach(control -> control(dataset, control, "a control picture"));
            control(dataset, "mask_path", "a mask");
            control(dataset, "unconditional_path", "a picture for comparison");
            Set<String> known = new LinkedHashSet<>(DATASET);
            known.addAll(CONTROLS);
            known.addAll(OTHERS);
            leaveOut(dataset, known);
        }
        triggers.forEach(trigger -> leftOut.add("trigger_word “" + trigger + "”"));
    }

    private static void walk(JsonNode node, Consumer<JsonNode> each) {
        if (node.isObject()) {
            each.accept(node);
        }
        node.forEach(inner -> walk(inner, each));
    }
}
