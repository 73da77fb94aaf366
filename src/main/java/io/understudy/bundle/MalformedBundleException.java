package io.understudy.bundle;

public final class MalformedBundleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedBundleException(String message) {
        super(message);
    }

    MalformedBundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
