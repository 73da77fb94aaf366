package io.understudy.training.backend;

import org.jspecify.annotations.Nullable;

/** Why a job could not continue, in terms a maker understands, and what they can do about it. */
public class BackendProblem extends RuntimeException {
    private final String words;
    private final String advice;

    public BackendProblem(String words, String advice, @Nullable Throwable cause) {
        super(words, cause);
        this.words = words;
        this.advice = advice;
    }

    public String words() {
        return words;
    }

    public String advice() {
        return advice;
    }
}
