package io.understudy.datasets.captioning;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a vision model did not describe a picture, as people read it. */
public final class VisionProblem extends RuntimeException {
    static final Duration USUAL_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Kind kind;
    private final Duration pause;

    /** What it says about the other pictures. */
    enum Kind {
        /** The service is away or busy: all wait. */
        LATER,
        /** Nothing works until a person changes something: the address, the key, the model. */
        FOR_AN_ADMIN,
        /** Only this picture has no caption. */
        THIS_PICTURE,
        /** Nobody will know what became of this picture's request, and the service is in trouble: the others wait. */
        LOST,
        /** This picture's request may still be answered, and the service says nothing of use: the others wait. */
        UNANSWERED
    }

    VisionProblem(Kind kind, String words, @Nullable Throwable cause) {
        this(kind, words, USUAL_PAUSE, cause);
    }

    /** @param wish how long the service wishes not to be asked again */
    VisionProblem(Kind kind, String words, Duration wish, @Nullable Throwable cause) {
        super(words, cause);
        this.kind = kind;
        this.pause = wish.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wish;
    }

    Duration pause() {
        return pause;
    }

    Kind kind() {
        return kind;
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
