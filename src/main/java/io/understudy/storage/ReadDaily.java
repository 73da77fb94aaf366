package io.understudy.storage;

import java.util.Set;

/** Names blobs whose objects are compared with their hashes every day, before all others. */
public interface ReadDaily {
    Set<BlobHash> files();
}
