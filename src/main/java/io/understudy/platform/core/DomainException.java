package io.understudy.platform.core;

import org.jspecify.annotations.Nullable;

/**
 * A request that the product declines, with a message for the user: what is wrong, why, and what to do.
 *
 * <p>There are exactly three kinds, shown on screens in one place ({@code platform.ui.ErrorMessages}) and answered over
 * HTTP in another ({@code platform.web.Problems}): with 404, 409 and 422.
 */
public abstract sealed class DomainException extends RuntimeException {
    private DomainException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The message; never null, unlike those of other exceptions. */
    public String words() {
        return String.valueOf(getMessage());
    }

    public static final class NotFound extends DomainException {
        public NotFound(String message) {
            super(message, null);
        }
    }

    public static final class Conflict extends DomainException {
        public Conflict(String message) {
            super(message, null);
        }

        public Conflict(String message, Throwable cause) {
            super(message, cause);
        }
    }

    public static final class RuleViolation extends DomainException {
        private final @Nullable String field;

        public RuleViolation(String message) {
            super(message, null);
            this.field = null;
        }

        public RuleViolation(String message, Throwable cause) {
            super(message, cause);
            this.field = null;
        }

        private RuleViolation(String field, String message) {
            super(message, null);
            this.field = field;
        }

        /** A rule that one input broke: the form shows the message next to that field. */
        public static RuleViolation in(String field, String message) {
            return new RuleViolation(field, message);
        }

        /** Throws one about that field unless the rule is kept. */
        public static void require(boolean kept, String field, String message) {
            if (!kept) {
                throw in(field, message);
            }
        }

        /** The record component whose value broke the rule, or null when it is about the whole request. */
        public @Nullable String field() {
            return field;
        }
    }
}
