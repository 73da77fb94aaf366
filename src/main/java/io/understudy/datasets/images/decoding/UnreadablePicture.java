package io.understudy.datasets.images.decoding;

import org.jspecify.annotations.Nullable;

/** A file that cannot become a picture of a dataset; the message says why and what to do, without the file's name. */
public class UnreadablePicture extends Exception {
    private final String reason;

    public UnreadablePicture(String words) {
        this(words, (Throwable) null);
    }

    UnreadablePicture(String reason, String advice) {
        super(reason + ": " + advice);
        this.reason = reason;
    }

    public UnreadablePicture(String words, @Nullable Throwable cause) {
        super(words, cause);
        this.reason = words;
    }

    public String words() {
        return String.valueOf(getMessage());
    }

    /** Without what to do about it: there is nobody to save again what a machine made. */
    public String reason() {
        return reason;
    }
}
