package io.understudy.shared;

import org.jspecify.annotations.Nullable;

/**
 * A request that the product declines, with a message for the user: what is wrong, why, and what to do.
 *
 * <p>There are exactly three kinds, shown in one place ({@code shared.ui.Refusals}) and answered by the API with 404,
 * 409 and 422.
 */
public abstract sealed class Refusal extends RuntimeException {
    private Refusal(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The words of the refusal; never null, unlike those of other exceptions. */
    public String words() {
        return String.valueOf(getMessage());
    }

    public static final class NotFound extends Refusal {
        public NotFound(String message) {
            super(message, null);
        }
    }

    public static final class Conflict extends Refusal {
        public Conflict(String message) {
            super(message, null);
        }

        public Conflict(String message, Throwable cause) {
            super(message, cause);
        }
    }

    public static final class RuleBroken extends Refusal {
        private final @Nullable String field;

        public RuleBroken(String message) {
            super(message, null);
            this.field = null;
        }

        public RuleBroken(String message, Throwable cause) {
            super(message, cause);
            this.field = null;
        }

        private RuleBroken(String field, String message) {
            super(message, null);
            this.field = field;
        }

        /** A rule that one input broke: the form shows the message next to that field. */
        public static RuleBroken in(String field, String message) {
            return new RuleBroken(field, message);
        }

        /** The record component whose value broke the rule, or null when it is about the whole request. */
        public @Nullable String field() {
            return field;
        }
    }
}
