package io.understudy.datasets.intake.layouts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.databind.JsonNode;

/**
 * What a trainer's settings say about folders: {@code concepts.json} of OneTrainer, {@code .toml} of kohya and
 * {@code .yaml} of ai-toolkit. Their paths are those of another machine, so folders are known by their last names.
 */
public final class TrainerSettings {
    /** Bytes of the longest file that is read. */
    public static final int MAX_BYTES = 1 << 20;

    private static final Pattern TOML_VALUE =
            Pattern.compile("\\s*(is_reg|image_dir)\\s*=\\s*(?:\"(.*)\"|'(.*)'|(\\w+)).*");
    private static final int DEEPEST = 20;

    /**
     * A folder of the settings.
     *
     * @param leftOut why its pictures are not trained on as pictures of the character; empty when they are
     * @param namesAreCaptions whether a picture without caption is described by its own name
     */
    private record Folder(List<String> path, String leftOut, boolean namesAreCaptions) {
        boolean holds(List<String> folders, boolean byTwo) {
            int from = Math.max(0, path.size() - (byTwo ? 2 : 1));
            return !path.isEmpty() && Collections.indexOfSubList(folders, path.subList(from, path.size())) >= 0;
        }
    }

    private final List<Folder> folders = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Reads a file of settings; false when it speaks of no folder. */
    public boolean read(String name, byte[] bytes) {
        int before = folders.size();
        String text = new String(bytes, StandardCharsets.UTF_8);
        switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "json" -> CaptionJson.read(bytes).ifPresent(root -> readConcepts(name, root));
            case "toml" -> readToml(name, text);
            default -> readYaml(name, text);
        }
        return folders.size() > before;
    }

    /** Why a picture is not trained on as one of the character; empty when it is, and when no settings speak of it. */
    public Optional<String> leftOut(String path) {
        return folderOf(path).map(Folder::leftOut).filter(reason -> !reason.isEmpty());
    }

    /** The caption of a picture that has none: its name, where OneTrainer is set to that. */
    public String caption(String path) {
        return folderOf(path).filter(Folder::namesAreCaptions).isPresent() ? Folders.stem(path) : "";
    }

    public List<String> notes() {
        return notes;
    }

    /** Of several that may be meant, one that is left out: its pictures never count for the character by mistake. */
    private Optional<Folder> folderOf(String path) {
        List<String> on = Folders.of(path);
        List<Folder> holding =
                folders.stream().filter(folder -> folder.holds(on, false)).toList();
        List<Folder> surely =
                holding.stream().filter(folder -> folder.holds(on, true)).toList();
        List<Folder> meant = surely.isEmpty() ? holding : surely;
        return meant.stream()
                .filter(folder -> !folder.leftOut().isEmpty())
                .findFirst()
                .or(() -> meant.stream().findFirst());
    }

    private void readConcepts(String name, JsonNode root) {
        JsonNode concepts = root.isObject() ? root.path("concepts") : root;
        if (!concepts.isArray()) {
            return;
        }
        for (JsonNode concept : concepts) {
            String path = concept.path("path").asString("");
            if (path.isEmpty()) {
                continue;
            }
            String source = concept.path("text").path("prompt_source").asString("sample");
            add(new Folder(Folders.segments(path), leftOut(name, concept), source.equals("filename")));
            if (source.equals("concept")) {
                notes.add(name + ": captions of " + Folders.segments(path).getLast()
                        + " are drawn from a list of prompts at random; they were not read");
            }
            double repeats = concept.path("balancing").asDouble(1);
            if (repeats != 1 && CaptionJson.is(concept, "balancing_strategy", "REPEATS")) {
                notes.add(name + ": " + Folders.segments(path).getLast() + " is repeated " + repeats
                        + " times; repeats are set at the export, one number for all pictures");
            }
        }
    }

    private static String leftOut(String name, JsonNode concept) {
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

    private void readToml(String name, String text) {
        String folder = "";
        boolean regularisation = false;
        for (String line : (text + "\n[end]").lines().toList()) {
            Matcher value = TOML_VALUE.matcher(line);
            if (line.strip().startsWith("[")) {
                add(name, folder, regularisation);
                folder = "";
                regularisation = false;
            } else if (value.matches()) {
                if (value.group(1).equals("is_reg")) {
                    regularisation = "true".equals(value.group(4));
                } else {
                    folder = String.valueOf(value.group(2) == null ? value.group(3) : value.group(2));
                }
            }
        }
    }

    private void readYaml(String name, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(DEEPEST);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(MAX_BYTES);
        try {
            walk(name, new Yaml(new SafeConstructor(options)).load(text));
        } catch (YAMLException | StackOverflowError notYaml) {
            notes.add(name + " is no YAML that can be read");
        }
    }

    private void walk(String name, Object node) {
        if (node instanceof List<?> list) {
            list.forEach(each -> walk(name, each));
        } else if (node instanceof Map<?, ?> map) {
            if (map.get("folder_path") instanceof String folder) {
                add(name, folder, Boolean.TRUE.equals(map.get("is_reg")));
            }
            map.values().forEach(each -> walk(name, each));
        }
    }

    private void add(String name, String folder, boolean regularisation) {
        String leftOut = regularisation
                ? "it is a regularisation picture (is_reg in " + name + "), not one of the character"
                : "";
        if (!folder.isEmpty()) {
            add(new Folder(Folders.segments(folder), leftOut, false));
        }
    }

    /** A folder that is named twice is left out only if it is both times. */
    private void add(Folder folder) {
        boolean trainedOn = folders.stream()
                .anyMatch(other ->
                        other.path().equals(folder.path()) && other.leftOut().isEmpty());
        if (!trainedOn) {
            folders.removeIf(other -> other.path().equals(folder.path()));
            folders.add(folder);
        }
    }
}
