package io.understudy.datasets.intake;

import java.io.IOException;

class RejectedZipException extends IOException {
    RejectedZipException(String words) {
        super(words);
    }

    RejectedZipException(String words, Throwable cause) {
        super(words, cause);
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
