package io.understudy.datasets.intake.layouts;

import io.understudy.datasets.images.IntakeLimits;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.CsvReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Captions of many pictures in one file: {@code metadata.jsonl} and {@code metadata.csv} of Hugging Face's ImageFolder,
 * and the {@code .json} that kohya's tools write.
 *
 * @param captions by the path of the picture, seen from the list, with {@code /}
 * @param notes what could not be read
 */
public record CaptionList(Map<String, String> captions, List<String> notes) {
    public static final int MAX_BYTES = 4 << 20;

    private static final Set<String> NAMES = Set.of("metadata.jsonl", "metadata.csv");
    private static final String FILE = "file_name";
    private static final int MOST_NAMED = 3;

    public CaptionList {
        captions = Map.copyOf(captions);
        notes = List.copyOf(notes);
    }

    public static boolean isOne(String path) {
        List<String> segments = Folders.segments(path);
        return !segments.isEmpty() && NAMES.contains(segments.getLast().toLowerCase(Locale.ROOT));
    }

    /** @param name of the list: its ending says what it is */
    public static CaptionList read(String name, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return name.toLowerCase(Locale.ROOT).endsWith(".csv") ? ofCsv(name, text) : ofLines(name, text);
    }

    /** Captions by the picture's path or name without ending, as kohya's tools write them; empty for any other JSON. */
    public static Optional<CaptionList> ofObject(byte[] bytes) {
        Map<String, String> captions = new LinkedHashMap<>();
        CaptionJson.read(bytes)
                .filter(JsonNode::isObject)
                .ifPresent(root -> root.properties().forEach(picture -> {
                    String caption = CaptionJson.caption(picture.getValue());
                    if (picture.getValue().isObject() && !caption.isBlank()) {
                        captions.put(clean(picture.getKey()), caption);
                    }
                }));
        return captions.isEmpty() ? Optional.empty() : Optional.of(new CaptionList(captions, List.of()));
    }

    private static CaptionList ofLines(String name, String text) {
        Map<String, String> captions = new LinkedHashMap<>();
        List<String> unread = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            JsonNode row =
                    CaptionJson.read(lines.get(i)).filter(JsonNode::isObject).orElse(null);
            String file = row == null ? "" : row.path(FILE).asString("");
            String caption = row == null ? "" : CaptionJson.caption(row);
            if (file.isBlank() || caption.isBlank()) {
                unread.add(String.valueOf(i + 1));
            } else {
                captions.put(clean(file), caption);
            }
        }
        return new CaptionList(captions, notes(name, unread));
    }

    private static CaptionList ofCsv(String name, String text) {
        try {
            List<List<String>> rows =
                    CsvReader.rows(text.startsWith("\uFEFF") ? text.substring(1) : text, 4 * IntakeLimits.PICTURES);
            List<String> heading = rows.isEmpty()
                    ? List.of()
                    : rows.getFirst().stream()
                            .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                            .toList();
            int file = heading.indexOf(FILE);
            int caption = List.of("text", "caption", "prompt", "tags").stream()
                    .map(heading::indexOf)
                    .filter(column -> column >= 0)
                    .findFirst()
                    .orElse(-1);
            if (file < 0 || caption < 0) {
                return new CaptionList(
                        Map.of(),
                        List.of(name + " was not read: it needs a column file_name and one of text, caption"));
            }
            Map<String, String> captions = new LinkedHashMap<>();
            List<String> unread = new ArrayList<>();
            for (int i = 1; i < rows.size(); i++) {
                List<String> row = rows.get(i);
                if (row.size() > Math.max(file, caption)
                        && !row.get(file).isBlank()
                        && !row.get(caption).isBlank()) {
                    captions.put(clean(row.get(file)), row.get(caption));
                } else {
                    unread.add(String.valueOf(i + 1));
                }
            }
            return new CaptionList(captions, notes(name, unread));
        } catch (DomainException.RuleViolation damaged) {
            return new CaptionList(Map.of(), List.of(name + " was not read: " + damaged.words()));
        }
    }

    private static List<String> notes(String name, List<String> unread) {
        if (unread.isEmpty()) {
            return List.of();
        }
        String lines = unread.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        int more = unread.size() - MOST_NAMED;
        return List.of(name + ": no caption could be read from " + (unread.size() == 1 ? "line " : "lines ") + lines
                + (more > 0 ? " and " + more + " more" : ""));
    }

    private static String clean(String path) {
        return String.join("/", Folders.segments(path)).replaceFirst("^\\./", "");
    }
}
