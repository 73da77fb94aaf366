package io.understudy.storage;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one thread of this process at a time store the same bytes: the second one finds them stored. */
final class HashLocks {
    private static final int STRIPES = 256;
    private static final int FIRST_BYTE_DIGITS = 2;
    private static final int HEXADECIMAL = 16;

    private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

    HashLocks() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    <T> T holding(BlobHash hash, Supplier<T> work) {
        ReentrantLock lock = locks[Integer.parseInt(hash.hex(), 0, FIRST_BYTE_DIGITS, HEXADECIMAL)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
