package io.understudy.providers.comfy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

public abstract sealed class ComfyProblem extends RuntimeException {
    private ComfyProblem(String words, @Nullable Throwable cause) {
        super(words, cause);
    }

    public String words() {
        return String.valueOf(getMessage());
    }

    /** No answer of use: the server is asked again, and nothing that it has is given up. */
    public static final class Away extends ComfyProblem {
        private final boolean mayHaveArrived;

        Away(String words, boolean mayHaveArrived, @Nullable Throwable cause) {
            super(words, cause);
            this.mayHaveArrived = mayHaveArrived;
        }

        public boolean mayHaveArrived() {
            return mayHaveArrived;
        }
    }

    /** The answer is no, and would be the next time. */
    public static final class Refused extends ComfyProblem {
        private final int status;
        private final String advice;
        private final @Nullable String missing;

        Refused(int status, String words, String advice) {
            this(status, words, advice, null);
        }

        /** @param missing a file that the server does not list */
        Refused(int status, String words, String advice, @Nullable String missing) {
            super(words, null);
            this.status = status;
            this.advice = advice;
            this.missing = missing;
        }

        public boolean isNotFound() {
            return status == 404;
        }

        public String advice() {
            return advice;
        }

        public Optional<String> missing() {
            return Optional.ofNullable(missing);
        }
    }
}
