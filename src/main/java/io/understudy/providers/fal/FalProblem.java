package io.understudy.providers.fal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

public abstract sealed class FalProblem extends RuntimeException {
    private FalProblem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public String words() {
        return String.valueOf(getMessage());
    }

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

    /** For too long fal has said nothing of use about a request that it accepted: it may be done, and may be charged. */
    public static final class Unanswered extends FalProblem {
        Unanswered(String request, FalProblem last) {
            super("What became of request " + request + " at fal.ai is not known. " + last.words(), last);
        }

        @Override
        public String advice() {
            return "Ask fal.ai for it again, which is free.";
        }
    }

    /** The answer to a submit was lost, and with it the name of the request: only a person can find out what became of it. */
    public static final class Unconfirmed extends FalProblem {
        public Unconfirmed(String why) {
            super(why, null);
        }

        @Override
        public String advice() {
            return "It may have been accepted and paid for, so it is not sent again automatically: send it again if you"
                    + " need it.";
        }
    }

    /** fal answered, and the answer is no. */
    public static final class Refused extends FalProblem {
        private static final int TOO_MANY = 429;
        private static final int UNAVAILABLE = 503;
        /** Time-outs, conflicts and connections that the other side gave up. */
        private static final Set<Integer> UNDECIDED = Set.of(408, 409, 425, 499);

        private final int status;
        private final String type;
        private final Retry retry;
        private final String advice;
        private final @Nullable BigDecimal billedUnits;

        /**
         * What an error says about doing the same once more.
         *
         * @param worthIt whether the same may work a little later
         * @param ruledOut whether the model itself says that it will not
         * @param after how long fal wishes to be left alone; null where it does not say
         */
        record Retry(
                boolean worthIt, boolean ruledOut, @Nullable Duration after) {}

        Refused(int status, String type, Retry retry, String words, String advice, @Nullable BigDecimal billedUnits) {
            super(words, null);
            this.status = status;
            this.type = type;
            this.retry = retry;
            this.advice = advice;
            this.billedUnits = billedUnits;
        }

        /** HTTP status of the answer; 0 when the error came inside of one. */
        public int status() {
            return status;
        }

        /** fal's own name of the error, such as {@code runner_disconnected}; empty where it gave none. */
        public String type() {
            return type;
        }

        public boolean isRetryable() {
            return retry.worthIt();
        }

        /** As long as fal wishes to be left alone, where it says so; at least and at most as long as given. */
        Duration pauseOf(Duration least, Duration most) {
            Duration wish = retry.after();
            return wish == null || wish.compareTo(least) < 0 ? least : wish.compareTo(most) < 0 ? wish : most;
        }

        /** fal takes no more requests at the moment. */
        public boolean isBusy() {
            return status == TOO_MANY;
        }

        /**
         * Whether a submit that was answered like this was certainly not accepted. A proxy's error says nothing about what
         * fal did; nor does an address to ask elsewhere.
         */
        boolean rulesOutAccept() {
            return status == UNAVAILABLE ? !type.isEmpty() : status / 100 == 4 && !UNDECIDED.contains(status);
        }

        /** What fal charged for the request that ended like this, where it says so. */
        public Optional<BigDecimal> billedUnits() {
            return Optional.ofNullable(billedUnits);
        }

        /** The model's final answer to a request; all else says nothing about what became of it. */
        public boolean isTheModels() {
            return status == 0 || status == 422 || (status == 500 && retry.ruledOut());
        }

        @Override
        public String advice() {
            return advice;
        }
    }

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
