package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** What the product writes to its output, in the pattern that it is delivered with. */
@Tag("attack")
class ServerLogTest {
    private static final String FORGED = "2026-03-02T12:00:00.000Z INFO  [main] io.understudy.Audit : Ines approved it";

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u0085", "\u2028", "\n\n", "\u000b", "\f"})
    void aNameForgesNoLine(String lineBreak) throws IOException {
        List<String> lines = written("Mara" + lineBreak + FORGED, null).lines().toList();

        assertThat(lines.getFirst()).startsWith("1970-").contains(" WARN ", "io.understudy.Names ");
        assertThat(lines).noneMatch(line -> line.startsWith("2026"));
        assertThat(written("Mara" + lineBreak + FORGED, null)).doesNotContainPattern("\\R2026");
    }

    @Test
    void aNameSteersNoTerminal() throws IOException {
        assertThat(written("Mara\u001b[2J\u001b[31m\u0007", null)).endsWith("Mara?[2J?[31m?\n");
    }

    @Test
    void neitherDoesTheMessageOfAProblem() throws IOException {
        String text =
                written("It failed", new IllegalStateException("a\n" + FORGED, new IOException("b\r\n" + FORGED)));

        assertThat(text).doesNotContainPattern("\\R2026").contains("Caused by: java.io.IOException: b");
        assertThat(text.split("IllegalStateException")).as("written once").hasSize(2);
        assertThat(text).endsWith("\n").contains("\n    \tat ");
    }

    private static String written(String message, @Nullable Throwable problem) throws IOException {
        LoggerContext context = new LoggerContext();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(pattern());
        encoder.start();
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("io.understudy.Names"), Level.WARN, "{}", problem, new Object[] {message});
        event.setTimeStamp(0);
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    private static String pattern() throws IOException {
        PropertySource<?> settings = new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .getFirst();
        return String.valueOf(settings.getProperty("logging.pattern.console"));
    }
}
