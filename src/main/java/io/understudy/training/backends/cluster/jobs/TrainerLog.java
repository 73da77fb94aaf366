package io.understudy.training.backends.cluster.jobs;

import io.understudy.training.backends.api.RunReporter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What the trainer prints, without colours and progress bars. */
class TrainerLog {
    static final String FILE = "trainer.log";

    private static final Pattern COLOURS = Pattern.compile("\\x1b\\[[0-9;?]*[A-Za-z]|\\p{Cntrl}");
    /** What follows it on its line is kept: an error that ends the trainer. */
    private static final Pattern BAR = Pattern.compile("[^|]*\\d+%\\|[^\\]]*\\d+/\\d+ \\[[^\\]]*]|^\\d+it \\[[^\\]]*]");

    private static final int LONGEST = 1000;
    private static final int MOST_AT_ONCE = 100;
    private static final int LAST = 40;

    private final RunReporter reporter;
    private final Supplier<List<String>> lines;
    private final Deque<String> last = new ArrayDeque<>();

    /** @param lines new ones at every call */
    TrainerLog(RunReporter reporter, Supplier<List<String>> lines) {
        this.reporter = reporter;
        this.lines = lines;
    }

    /** @return whether there was something new */
    boolean read() {
        List<String> found = new ArrayList<>();
        List<String> read = lines.get();
        for (String line : read) {
            String plain = BAR.matcher(COLOURS.matcher(line).replaceAll(""))
                    .replaceAll("")
                    .strip();
            if (!plain.isEmpty()) {
                found.add(plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain);
            }
        }
        found.forEach(this::keep);
        if (found.size() > MOST_AT_ONCE) {
            int left = found.size() - MOST_AT_ONCE;
            reporter.log("… " + left + " lines of the trainer's log are left out here");
            found = found.subList(left, found.size());
        }
        found.forEach(reporter::log);
        return !read.isEmpty();
    }

    /** The trainer was started again: what an earlier one said explains nothing. */
    void forget() {
        last.clear();
    }

    void keep(String line) {
        last.addLast(line);
        if (last.size() > LAST) {
            last.removeFirst();
        }
    }

    List<String> last() {
        return List.copyOf(last);
    }
}
