package io.understudy.training.ui;

import io.understudy.platform.ui.Formats;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

public final class RunLabels {
    private RunLabels() {}

    /** {@code 120 / 400}. */
    public static String steps(RunProgress pulse) {
        return Formats.count(pulse.step()) + " / " + Formats.count(pulse.steps());
    }

    public static String loss(@Nullable Double loss) {
        return loss == null ? "–" : String.format(Locale.ROOT, "%.4f", loss);
    }

    static String inSentence(RunState state) {
        return state.label().toLowerCase(Locale.ROOT);
    }

    static String progress(RunProgress pulse) {
        if (pulse.state() != RunState.RUNNING) {
            return pulse.phase();
        }
        Double left = pulse.secondsLeft();
        return "Step " + Formats.count(pulse.step()) + " of " + Formats.count(pulse.steps())
                + (left == null ? "" : " · about " + Formats.duration(Duration.ofSeconds(Math.round(left))) + " left");
    }

    static String percent(RunProgress pulse) {
        return Math.round(100 * pulse.progress()) + " %";
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
