package io.understudy.training.ui;

import io.understudy.platform.core.Wording;
import io.understudy.platform.text.Formats;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

public final class RunLabels {
    private RunLabels() {}

    /** {@code 120 / 400}. */
    public static String steps(RunProgress progress) {
        return Formats.count(progress.step()) + " / " + Formats.count(progress.steps());
    }

    public static String loss(@Nullable Double loss) {
        return loss == null ? "–" : String.format(Locale.ROOT, "%.4f", loss);
    }

    /** {@code 1.37 s}, in three digits as the chart has it. */
    static String timePerStep(@Nullable Double seconds) {
        return seconds == null
                ? "–"
                : Wording.plain(new BigDecimal(seconds)
                                .round(new MathContext(3))
                                .doubleValue()) + " s";
    }

    static String inSentence(RunState state) {
        return state.label().toLowerCase(Locale.ROOT);
    }

    static String progress(RunProgress progress) {
        if (progress.state() != RunState.RUNNING) {
            return progress.phase();
        }
        Double left = progress.secondsLeft();
        return "Step " + Formats.count(progress.step()) + " of " + Formats.count(progress.steps())
                + (left == null ? "" : " · about " + Formats.duration(Duration.ofSeconds(Math.round(left))) + " left");
    }

    /** What is said of a run that makes steps, beyond that it trains; empty for nothing. */
    static String note(RunProgress progress) {
        String words = progress.phase();
        return progress.state() != RunState.RUNNING || (words.startsWith("Training") && !words.contains(". "))
                ? ""
                : words;
    }

    static String percent(RunProgress progress) {
        return Math.round(100 * progress.progress()) + " %";
    }

    /** {@code 3}, {@code 3 and 4}, {@code 3, 4 and 7}. */
    static String numbers(List<Long> numbers) {
        if (numbers.size() < 2) {
            return numbers.stream().map(String::valueOf).collect(Collectors.joining());
        }
        String front = numbers.subList(0, numbers.size() - 1).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return front + " and " + numbers.getLast();
    }
}
