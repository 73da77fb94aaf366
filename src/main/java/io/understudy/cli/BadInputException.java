package io.understudy.cli;

final class BadInputException extends RuntimeException {
    BadInputException(String message) {
        super(message);
    }
}
