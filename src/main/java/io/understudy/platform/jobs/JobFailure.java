package io.understudy.platform.jobs;

import org.jspecify.annotations.Nullable;

public class JobFailure extends RuntimeException {
    private final String words;
    private final String advice;

    public JobFailure(String words, String advice, @Nullable Throwable cause) {
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
