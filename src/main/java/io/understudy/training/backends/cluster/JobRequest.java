package io.understudy.training.backends.cluster;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A job as an engine is asked for it.
 *
 * @param folder absolute, on the engine; {@code job.log} in it takes what the job prints
 * @param script relative to the folder, run by Bash
 * @param warningSeconds how long before its time limit the script gets USR1; 0 for never
 */
public record JobRequest(
        String name,
        String folder,
        String script,
        Resources resources,
        Placement placement,
        Launch launch,
        int warningSeconds) {
    public static final String LOG = "job.log";

    /** Slurm replaces what follows a percent sign and drops backslashes. */
    private static final Pattern FOLDER = Pattern.compile("/[^%\\\\\\p{Cntrl}]*");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

    /**
     * @param gpuType empty for any
     * @param memoryMiB 0 for the engine's default
     * @param minutes 0 for the engine's default
     */
    public record Resources(int gpus, String gpuType, int cpus, int memoryMiB, int minutes) {
        public Resources {
            if (gpus < 0 || cpus < 1 || memoryMiB < 0 || minutes < 0) {
                throw new IllegalArgumentException("A job cannot have less than nothing");
            }
            if (!gpuType.matches("[A-Za-z0-9_. -]{0,60}")) {
                throw new IllegalArgumentException("Not a type of GPU: " + gpuType);
            }
        }
    }

    /** Where a cluster runs it; empty for the cluster's default. */
    public record Placement(
            String partition,
            String account,
            String qos,
            String constraint,
            String exclude,
            String reservation,
            @Nullable Integer nice) {
        public static final Placement DEFAULT = new Placement("", "", "", "", "", "", null);
    }

    public JobRequest {
        if (!isName(name)) {
            throw new IllegalArgumentException("Not a name of a job: " + name);
        }
        if (!FOLDER.matcher(folder).matches()) {
            throw new IllegalArgumentException("Not a folder of a job: " + folder);
        }
        if (placement.toString().chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Not a place of a job: " + placement);
        }
        JobFolder.checked(script);
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** What the engine runs. */
    public String text() {
        return launch.text(folder, script);
    }
}
