package io.understudy.datasets;

import java.io.IOException;

/** A zip that is refused as a whole, with the reason in words. */
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
