package io.understudy.training.backends.cluster;

import io.understudy.providers.ssh.SshProblem;
import org.jspecify.annotations.Nullable;

/** An engine gave no usable answer. What runs there continues; ask again. No run fails because of it. */
public class EngineUnreachable extends RuntimeException {
    private final String advice;
    private final boolean needsAdmin;

    public EngineUnreachable(String words, String advice, boolean needsAdmin, @Nullable Throwable cause) {
        super(words, cause);
        this.advice = advice;
        this.needsAdmin = needsAdmin;
    }

    public EngineUnreachable(SshProblem problem) {
        this(problem.words(), problem.advice(), !(problem instanceof SshProblem.NoAnswer), problem);
    }

    public String words() {
        return String.valueOf(getMessage());
    }

    public String advice() {
        return advice;
    }

    /** Whether it stays like this until an admin gives a new key or token. */
    public boolean needsAdmin() {
        return needsAdmin;
    }
}
