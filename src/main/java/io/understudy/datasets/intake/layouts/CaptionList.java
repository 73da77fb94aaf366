package io.understudy.datasets.intake.layouts;

import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.images.PictureFileName;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import io.understudy.platform.text.CsvReader;
import io.understudy.platform.text.DecodedText;
import io.understudy.platform.text.Formats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Captions of many pictures in one file: {@code metadata.jsonl} and {@code metadata.csv} of Hugging Face's ImageFolder,
 * other {@code .jsonl} and {@code .csv} that name pictures, and the {@code .json} that kohya's tools write.
 *
 * @param captions by the path of the picture, seen from the list, with {@code /}
 * @param notes what could not be read
 */
public record CaptionList(Map<String, String> captions, List<String> notes) {
    public static final int MAX_BYTES = 4 << 20;

    private static final Set<String> ENDINGS = Set.of("jsonl", "csv");
    /** What names the picture in lists of Hugging Face, and of others. */
    private static final List<String> FILES =
            List.of("file_name", "image_path", "image", "file_path", "filename", "file", "path");

    private static final List<String> CAPTIONS = List.of("text", "caption", "prompt", "tags");

    public CaptionList {
        captions = Map.copyOf(captions);
        notes = List.copyOf(notes);
    }

    public static boolean isOne(String path) {
        return ENDINGS.contains(PictureFileName.extension(path));
    }

    /** @param name of the list: its ending says what it is */
    public static CaptionList read(String name, byte[] bytes) {
        DecodedText decoded = DecodedText.of(bytes);
        CaptionList list = PictureFileName.extension(name).equals("csv")
                ? ofCsv(name, decoded.text())
                : ofLines(name, decoded.text());
        return list.with(encoding(name, decoded));
    }

    private static List<String> encoding(String name, DecodedText decoded) {
        return decoded.isUnicode() ? List.of() : List.of(name + ": " + DecodedText.NOTE);
    }

    private CaptionList with(List<String> more) {
        return more.isEmpty()
                ? this
                : new CaptionList(
                        captions, Stream.concat(notes.stream(), more.stream()).toList());
    }

    /**
     * Captions by the picture's path or name without ending, as kohya's tools write them; empty for any other JSON.
     *
     * @param name of the file, for notes
     */
    public static Optional<CaptionList> ofObject(String name, byte[] bytes) {
        DecodedText decoded = DecodedText.of(bytes);
        Map<String, String> captions = new LinkedHashMap<>();
        CaptionJson.read(decoded.text())
                .filter(JsonNode::isObject)
                .ifPresent(root -> root.properties().forEach(picture -> {
                    String caption = CaptionJson.captionWithTags(picture.getValue());
                    if (picture.getValue().isObject() && !caption.isBlank()) {
                        captions.put(clean(picture.getKey()), caption);
                    }
                }));
        return captions.isEmpty() ? Optional.empty() : Optional.of(new CaptionList(captions, encoding(name, decoded)));
    }

    private static CaptionList ofLines(String name, String text) {
        Map<String, String> captions = new LinkedHashMap<>();
        List<String> unread = new ArrayList<>();
        int withTags = 0;
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            JsonNode row =
                    CaptionJson.read(lines.get(i)).filter(JsonNode::isObject).orElse(null);
            String file = row == null ? "" : file(row);
            String caption = row == null ? "" : CaptionJson.caption(row);
            if (file.isBlank() || caption.isBlank()) {
                unread.add(String.valueOf(i + 1));
            } else {
                captions.put(clean(file), caption);
                withTags += row != null && CaptionJson.leavesTagsOut(row) ? 1 : 0;
            }
        }
        CaptionList list = new CaptionList(captions, notes(name, unread));
        return withTags == 0
                ? list
                : list.with(List.of(name + ": tags of " + Formats.plural(withTags, "line", "lines")
                        + " were left out, because there is a caption"));
    }

    private static String file(JsonNode row) {
        return FILES.stream()
                .map(key -> row.path(key).asString(""))
                .filter(file -> !file.isBlank())
                .findFirst()
                .orElse("");
    }

    private static CaptionList ofCsv(String name, String text) {
        try {
            List<List<String>> rows = CsvReader.rows(text, 4 * IntakeLimits.PICTURES);
            List<String> heading = rows.isEmpty()
                    ? List.of()
                    : rows.getFirst().stream()
                            .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                            .toList();
            int file = column(heading, FILES);
            int caption = column(heading, CAPTIONS);
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
            CaptionList list = new CaptionList(captions, notes(name, unread));
            return heading.indexOf("tags") > -1 && heading.indexOf("tags") != caption
                    ? list.with(List.of(name + ": the column tags was left out, because there is one of captions"))
                    : list;
        } catch (DomainException.RuleViolation damaged) {
            return new CaptionList(Map.of(), List.of(name + " was not read: " + damaged.words()));
        }
    }

    private static int column(List<String> heading, List<String> names) {
        return names.stream()
                .map(heading::indexOf)
                .filter(column -> column >= 0)
                .findFirst()
                .orElse(-1);
    }

    private static List<String> notes(String name, List<String> unread) {
        if (unread.isEmpty()) {
            return List.of();
        }
        return List.of(name + ": no caption could be read from " + (unread.size() == 1 ? "line " : "lines ")
                + Wording.first(unread, Wording.MOST_NAMED));
    }

    private static String clean(String path) {
        return String.join("/", Folders.segments(path)).replaceFirst("^\\./", "");
    }
}
