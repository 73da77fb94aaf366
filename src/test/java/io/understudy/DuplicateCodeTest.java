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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A mechanism is written once: no block of eight lines occurs twice. The tiles of the kernels are left out: their registers are
 * named one by one, which is what makes them fast.
 */
class DuplicateCodeTest {
    private static final Path MAIN = Path.of("src/main/java/io/understudy");
    private static final int BLOCK = 8;

    /** Of the lines of a block; the others are braces, parameters and what a constructor keeps of them. */
    private static final int LINES_THAT_SAY_SOMETHING = 5;

    private static final Pattern SAYS_NOTHING =
            Pattern.compile(".{0,3}|this\\.(\\w+) = \\1;|[\\w<>?, ]+ \\w+[,)].{0,3}");

    private record Line(int number, String text) {}

    @Test
    void noBlockOfEightLinesOccursTwice() throws IOException {
        Map<List<String>, String> seen = new HashMap<>();
        Set<String> twice = new TreeSet<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.toString().endsWith("Tile.java"))
                    .sorted()
                    .toList()) {
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
                    String here = MAIN.relativize(file) + ":" + lines.get(i).number();
                    String before = seen.putIfAbsent(block, here);
                    if (before != null) {
                        twice.add(before + " = " + here);
                    }
                }
            }
        }
        assertThat(twice).isEmpty();
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
