package io.understudy.bundle;

/** A file of a release that cannot be read as what it should be. */
public final class MalformedBundleException extends RuntimeException {
    public MalformedBundleException(String message) {
        super(message);
    }

    public MalformedBundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
