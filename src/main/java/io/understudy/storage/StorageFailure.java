package io.understudy.storage;

/** The object store could not be reached, refused, or has lost an object: not a mistake of the user. */
public sealed class StorageFailure extends RuntimeException permits AlteredBlobFailure {
    StorageFailure(String message, Throwable cause) {
        super(message, cause);
    }

    StorageFailure(String message) {
        super(message);
    }
}
