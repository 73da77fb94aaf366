package io.understudy.training.backends.cluster;

import io.understudy.platform.core.ByteSource;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.api.ExtraOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The folder of one job where the engine sees it. Names are relative, with slashes. Every method throws
 * {@link EngineUnreachable} when the folder cannot be reached now, and {@link JobFailure} when it is full or forbidden.
 */
public interface JobFolder {
    /** What a file is called while it is being written. */
    String PART = ".part";

    /** Folder of what is written while the job runs, with the slash. */
    String ASKED = "asked/";

    /** The file that says whether a job still needs the folder. */
    String STATE = "state";

    /** What is in that file once none does. */
    String OVER = "over";

    /** Absolute, on the engine. */
    String path();

    /**
     * A file is there as a whole or not at all; an earlier one of that name is replaced.
     *
     * @throws IOException when the source cannot be read
     */
    void write(String name, ByteSource content) throws IOException;

    /** @return at most so many bytes; empty at the end of the file, and where there is none */
    byte[] read(String name, long offset, int most);

    OptionalLong size(String name);

    /** @throws IOException when the local file cannot be written */
    void copyTo(String name, Path file) throws IOException;

    /** The file that asks a running job for more: its content is another one each time, and the job removes it. */
    static String asked(ExtraOutput what) {
        return ASKED + what.name().toLowerCase(Locale.ROOT);
    }

    /** With everything in it; does nothing when it does not exist. */
    void delete();

    /** From now on it may be removed after some days. */
    default void markOver() throws IOException {
        write(STATE, () -> new ByteArrayInputStream(OVER.getBytes(StandardCharsets.UTF_8)));
    }

    default boolean isOver() {
        return new String(read(STATE, 0, 2 * OVER.length()), StandardCharsets.UTF_8)
                .strip()
                .equals(OVER);
    }

    /** @throws IllegalArgumentException for a name that could lead out of the folder */
    static String checked(String name) {
        if (!Names.SAFE.matcher(name).matches() || Names.UPWARD.matcher(name).find()) {
            throw new IllegalArgumentException("Not a name of a job's file: " + name);
        }
        return name;
    }

    final class Names {
        private static final Pattern SAFE = Pattern.compile("[^/\\p{Cntrl}]+(/[^/\\p{Cntrl}]+)*");
        private static final Pattern UPWARD = Pattern.compile("(^|/)\\.{1,2}(/|$)");

        private Names() {}
    }
}
