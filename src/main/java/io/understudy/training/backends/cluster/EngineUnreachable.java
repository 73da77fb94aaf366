package io.understudy.training.backends.cluster;

import io.understudy.providers.ssh.SshProblem;
import org.jspecify.annotations.Nullable;

/** An engine gave no usable answer. What runs there continues; ask again. No run fails because of it. */
public class EngineUnreachable extends RuntimeException {
    private final String advice;

    public EngineUnreachable(String words, String advice, @Nullable Throwable cause) {
        super(words, cause);
        this.advice = advice;
    }

    public EngineUnreachable(SshProblem problem) {
        this(problem.words(), problem.advice(), problem);
    }

    public String words() {
        return String.valueOf(getMessage());
    }

    public String advice() {
        return advice;
    }
}
