package io.understudy.storage;

public sealed class StorageFailure extends RuntimeException permits AlteredBlobFailure, StoreUnreachable {
    public StorageFailure(String message, Throwable cause) {
        super(message, cause);
    }

    StorageFailure(String message) {
        super(message);
    }
}
