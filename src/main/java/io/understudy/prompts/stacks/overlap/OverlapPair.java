package io.understudy.prompts.stacks.overlap;

import io.understudy.storage.BlobHash;

/** Two different files, the lower hash first. */
record OverlapPair(BlobHash first, BlobHash second) {
    static OverlapPair of(BlobHash one, BlobHash other) {
        return one.compareTo(other) < 0 ? new OverlapPair(one, other) : new OverlapPair(other, one);
    }
}
