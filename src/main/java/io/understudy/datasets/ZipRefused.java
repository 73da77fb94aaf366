package io.understudy.datasets;

import java.io.IOException;

class ZipRefused extends IOException {
    ZipRefused(String words) {
        super(words);
    }

    ZipRefused(String words, Throwable cause) {
        super(words, cause);
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
