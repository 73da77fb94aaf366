package io.understudy.cli;

/** The user gave something unusable; the message is the one line to show. */
final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}
