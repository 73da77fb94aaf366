package io.understudy.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("attack")
class BrowserCodeTest {
    private static final Path FOLDER = Path.of("src/main/resources/META-INF/resources/studio");

    /**
     * A name from a person reaches the prototype of all objects only by a second step: the first gives {@code __proto__}, the
     * second writes into it.
     */
    private static final List<Pattern> DANGERS = List.of(
            Pattern.compile("__proto__|\\bsetPrototypeOf\\b|\\.constructor\\s*\\[|\\bstructuredClone\\b"),
            Pattern.compile("\\[(?!index\\])[^\\]'\"\\d]+\\]\\s*(\\??\\.\\w+|\\[[^\\]]+\\])\\s*=[^=>]"),
            Pattern.compile("Object\\.assign\\(\\w+\\[[^\\]]+\\]"),
            Pattern.compile("\\bfor \\((const|let|var) \\w+ in "),
            Pattern.compile("\\beval\\(|\\bnew Function\\b|\\bdocument\\.write\\b"));

    @Test
    void noNameThatAPersonChoseReachesThePrototypeOfOtherObjects() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> scripts =
                    files.filter(file -> file.toString().endsWith(".js")).toList();

            assertThat(scripts).hasSizeGreaterThan(20);
            for (Path script : scripts) {
                String code = Files.readString(script);
                assertThat(DANGERS)
                        .as(script.toString())
                        .allSatisfy(danger -> assertThat(danger.matcher(code).results())
                                .extracting(found -> found.group())
                                .isEmpty());
            }
        }
    }
}
