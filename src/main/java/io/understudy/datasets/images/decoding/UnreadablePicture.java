package io.understudy.datasets.images.decoding;

/** A file that cannot become a picture of a dataset; the message says why and what to do, without the file's name. */
public class UnreadablePicture extends Exception {
    public UnreadablePicture(String words) {
        super(words);
    }

    public UnreadablePicture(String words, Throwable cause) {
        super(words, cause);
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
