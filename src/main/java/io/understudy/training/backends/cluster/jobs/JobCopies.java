package io.understudy.training.backends.cluster.jobs;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.cluster.JobFolder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the program of a pod says about the copies of its files; other engines have no such file, and no trouble. */
class JobCopies {
    static final String FILE = "copies.json";

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
    /** It says something every minute. */
    private static final Duration SILENT = Duration.ofMinutes(10);

    private static final int MOST = 4000;
    private static final int LONGEST = 300;

    private final JobFolder folder;
    private final JobTiming timing;
    private String said = "";
    private String trouble = "";
    private @Nullable Instant looked;
    private Instant moved;

    JobCopies(JobFolder folder, JobTiming timing) {
        this.folder = folder;
        this.timing = timing;
        this.moved = timing.now();
    }

    /** The job has no pod at present, which says nothing. */
    void rest() {
        moved = timing.now();
        trouble = "";
    }

    /** For people; empty while all arrives. */
    String trouble() {
        Instant now = timing.now();
        if (looked == null || Duration.between(looked, now).compareTo(BETWEEN_LOOKS) >= 0) {
            String read = read();
            looked = now;
            if (!read.equals(said)) {
                said = read;
                moved = now;
            }
            trouble = !said.isEmpty() && Duration.between(moved, now).compareTo(SILENT) >= 0
                    ? "No file of the job has arrived for some minutes: its pod copies a large one, or does not reach"
                            + " the object store. Check the store, and the cluster's network."
                    : problem();
        }
        return trouble;
    }

    private String read() {
        try {
            return new String(folder.read(FILE, 0, MOST), StandardCharsets.UTF_8);
        } catch (JobFailure unreadable) {
            return said; // what the run itself cannot read is said where it is read
        }
    }

    private String problem() {
        try {
            String words = JsonMapper.shared().readTree(said).path("problem").asString("");
            String line = words.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
            return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        } catch (JacksonException nonsense) {
            return "";
        }
    }
}
