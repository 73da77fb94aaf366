package io.understudy.fal;

import org.jspecify.annotations.Nullable;

/** Why something at fal.ai did not work, by what can be known about it afterwards. */
public abstract sealed class FalProblem extends RuntimeException {
    private FalProblem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What is wrong, one sentence for a maker. */
    public String words() {
        return String.valueOf(getMessage());
    }

    /** What to do, one sentence. */
    public abstract String advice();

    /** Nothing has reached fal: no connection came about. */
    public static final class NotReached extends FalProblem {
        NotReached(String host, Throwable cause) {
            super("fal.ai cannot be reached at " + host + ".", cause);
        }

        @Override
        public String advice() {
            return "Check the server's connection to the internet, then try again.";
        }
    }

    /** The request may have reached fal; its answer was lost or made no sense. */
    public static final class AnswerLost extends FalProblem {
        AnswerLost(String why, @Nullable Throwable cause) {
            super(why, cause);
        }

        @Override
        public String advice() {
            return "Try again later; if it stays, look at fal.ai's status page.";
        }
    }

    /** fal answered, and the answer is no. */
    public static final class Refused extends FalProblem {
        private final int status;
        private final String type;
        private final boolean retryable;
        private final String advice;

        Refused(int status, String type, boolean retryable, String words, String advice) {
            super(words, null);
            this.status = status;
            this.type = type;
            this.retryable = retryable;
            this.advice = advice;
        }

        /** HTTP status of the answer; 0 when the error came inside of one. */
        public int status() {
            return status;
        }

        /** fal's own name of the error, such as {@code runner_disconnected}; empty where it gave none. */
        public String type() {
            return type;
        }

        /** Whether the same request may work a little later. */
        public boolean isRetryable() {
            return retryable;
        }

        /** fal's own fault: such requests are not billed. */
        public boolean isFalsFault() {
            return status >= 500;
        }

        @Override
        public String advice() {
            return advice;
        }
    }

    /** No admin has given a key. */
    public static final class NotConnected extends FalProblem {
        NotConnected() {
            super("fal.ai is not connected: there is no key.", null);
        }

        @Override
        public String advice() {
            return "An admin enters fal.ai's key in Settings.";
        }
    }
}
