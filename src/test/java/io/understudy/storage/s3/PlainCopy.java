package io.understudy.storage.s3;

import io.understudy.storage.ObjectContent;
import io.understudy.storage.ObjectStore;
import java.util.UUID;

/** Puts files into the object store as they are, through the SDK and nothing else: what an upload is measured against. */
public class PlainCopy {
    private final ObjectStore store;

    PlainCopy(ObjectStore store) {
        this.store = store;
    }

    public void put(byte[] file) {
        store.putIfAbsent("plain-copy/" + UUID.randomUUID(), new ObjectContent.OfBytes(file), "image/jpeg");
    }
}
