package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A mechanism is written once, in Java and in the browser: no block of eight lines occurs twice. The tiles of the kernels
 * are left out: their registers are named one by one, which is what makes them fast.
 */
class DuplicateCodeTest {
    private static final Path MAIN = Path.of("src/main/java/io/understudy");
    private static final Path BROWSER = Path.of("src/main/resources/META-INF/resources/studio");
    private static final int BLOCK = 8;

    /** Of the lines of a block; the others are braces, parameters and what a constructor keeps of them. */
    private static final int LINES_THAT_SAY_SOMETHING = 5;

    private static final Pattern SAYS_NOTHING =
            Pattern.compile(".{0,3}|this\\.(\\w+) = \\1;|[\\w<>?, ]+ \\w+[,)].{0,3}");

    /** So many different ones in a block. */
    private static final int TYPES_OF_NO_COINCIDENCE = 6;

    private static final Pattern RECORD = Pattern.compile("\\brecord (\\w+)(?:<[^(]*>)?\\(");
    private static final Pattern SAID_OF_A_COMPONENT = Pattern.compile(
            "/\\*.*?\\*/|//[^\\n]*|@[\\w.]+(?:\\s*\\((?:[^()\"]|\"(?:[^\"\\\\]|\\\\.)*\")*\\))?", Pattern.DOTALL);

    /** Records that have as many components in common as a block has lines, and why they are two. */
    private static final Map<String, String> ALIKE = Map.of(
            "NewReportedRun = NewRun",
            "contracts of the API: in one of them everything is required, in the other it may be left out",
            "RunSettings = TrainingSettings",
            "the contract of the API, which stays the same when trainings get other settings",
            "DeliveryResource = DeliveryLine",
            "the contract of the API, which calls the event id",
            "PictureMeasures = PictureReading",
            "what pages get of a picture has no face embedding, which a page never gets",
            "PictureSummary = NewPicture",
            "what pages get of a picture, and what is known before there is one");

    private record Line(int number, String text) {}

    private record Listed(Path file, String name) {}

    @Test
    void noBlockOfEightLinesOccursTwice() throws IOException {
        assertThat(twice(
                        MAIN,
                        path -> path.toString().endsWith(".java")
                                && !path.toString().endsWith("Tile.java")))
                .isEmpty();
    }

    @Test
    void noBlockOfEightLinesOccursTwiceInTheBrowser() throws IOException {
        assertThat(twice(BROWSER, path -> path.toString().endsWith(".js"))).isEmpty();
    }

    @Test
    void noTwoRecordsHaveEightComponentsInCommonButThoseNamedHere() throws IOException {
        Map<List<String>, Listed> seen = new HashMap<>();
        Set<String> alike = new TreeSet<>();
        for (Path file : files(MAIN, path -> path.toString().endsWith(".java"))) {
            String source = Files.readString(file);
            Matcher record = RECORD.matcher(source);
            while (record.find()) {
                Listed listed = new Listed(file, record.group(1));
                List<String> components = components(source, record.end());
                for (int i = 0; i + BLOCK <= components.size(); i++) {
                    for (List<String> block : waysToWrite(List.copyOf(components.subList(i, i + BLOCK)))) {
                        Listed before = seen.putIfAbsent(block, listed);
                        if (before != null && !before.equals(listed)) {
                            alike.add(before.name() + " = " + listed.name());
                        }
                    }
                }
            }
        }
        assertThat(alike).containsExactlyInAnyOrderElementsOf(ALIKE.keySet());
    }

    /** With the names of the components, and without where the types alone are no coincidence. */
    private static List<List<String>> waysToWrite(List<String> block) {
        List<String> types = block.stream()
                .map(component -> component.substring(0, component.lastIndexOf(' ')))
                .toList();
        return new TreeSet<>(types).size() < TYPES_OF_NO_COINCIDENCE ? List.of(block) : List.of(block, types);
    }

    /** Type and name of each, without what is said about it. */
    private static List<String> components(String source, int from) {
        List<String> components = new ArrayList<>();
        String said = SAID_OF_A_COMPONENT
                .matcher(source.substring(from, endOfList(source, from)))
                .replaceAll(" ");
        StringBuilder component = new StringBuilder();
        int depth = 0;
        for (char letter : (said + ",").toCharArray()) {
            depth += letter == '<' ? 1 : letter == '>' ? -1 : 0;
            if (letter == ',' && depth == 0) {
                components.add(component.toString().strip().replaceAll("\\s+", " "));
                component.setLength(0);
            } else {
                component.append(letter);
            }
        }
        return components;
    }

    /** Where the parenthesis is closed that was opened before {@code from}. */
    private static int endOfList(String source, int from) {
        int depth = 1;
        int at = from;
        while (depth > 0) {
            char letter = source.charAt(at++);
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
        }
        return at - 1;
    }

    private static Set<String> twice(Path folder, Predicate<Path> wanted) throws IOException {
        Map<List<String>, String> seen = new HashMap<>();
        Set<String> twice = new TreeSet<>();
        for (Path file : files(folder, wanted)) {
            List<Line> lines = code(Files.readAllLines(file));
            for (int i = 0; i + BLOCK <= lines.size(); i++) {
                List<String> block =
                        lines.subList(i, i + BLOCK).stream().map(Line::text).toList();
                if (block.stream()
                                .filter(text -> !SAYS_NOTHING.matcher(text).matches())
                                .count()
                        < LINES_THAT_SAY_SOMETHING) {
                    continue;
                }
                String here = folder.relativize(file) + ":" + lines.get(i).number();
                String before = seen.putIfAbsent(block, here);
                if (before != null) {
                    twice.add(before + " = " + here);
                }
            }
        }
        return twice;
    }

    private static List<Path> files(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(wanted).sorted().toList();
        }
    }

    /** Without blank lines, comments and imports. */
    private static List<Line> code(List<String> lines) {
        List<Line> code = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String text = Objects.requireNonNull(lines.get(i)).strip();
            if (!text.isEmpty()
                    && Stream.of("import ", "package ", "*", "/*", "//").noneMatch(text::startsWith)) {
                code.add(new Line(i + 1, text));
            }
        }
        return code;
    }
}
