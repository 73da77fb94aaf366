package io.understudy.providers.ssh;

import org.jspecify.annotations.Nullable;

public abstract sealed class SshProblem extends RuntimeException {
    private final String advice;

    private SshProblem(String words, String advice, @Nullable Throwable cause) {
        super(words, cause);
        this.advice = advice;
    }

    public String words() {
        return String.valueOf(getMessage());
    }

    public String advice() {
        return advice;
    }

    /** There is no connection, or it was lost, or the answer took too long: a command may have been carried out. */
    public static final class NoAnswer extends SshProblem {
        NoAnswer(String words, @Nullable Throwable cause) {
            super(words, "Check that the machine is running and that this server reaches its SSH port.", cause);
        }
    }

    /** The machine does not let this account in with this key. */
    public static final class KeyRefused extends SshProblem {
        KeyRefused(String words, String advice, @Nullable Throwable cause) {
            super(words, advice, cause);
        }
    }

    /** The machine shows another key than the one that was accepted; nothing was sent to it. */
    public static final class HostKeyChanged extends SshProblem {
        HostKeyChanged(String host, @Nullable Throwable cause) {
            super(
                    host + " shows another host key than the one that was accepted.",
                    "Ask the person who runs the machine for its fingerprint, and accept the new key if they match.",
                    cause);
        }
    }
}
