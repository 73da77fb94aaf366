package io.understudy.datasets.uploads;

import io.understudy.storage.ExchangeStore;
import io.understudy.storage.ObjectContent;
import io.understudy.storage.Spooled;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The bytes of parts: objects and no blobs, because the limits of what people may store count whole files. */
@Component
class UploadPartStore {
    private static final String ALL = "uploads/";

    private final ExchangeStore store;

    UploadPartStore(ExchangeStore store) {
        this.store = store;
    }

    /** @return its key, another one each time: of two requests that send the same part one is too late */
    String put(UploadId upload, Spooled part) {
        String key = prefix(upload) + UUID.randomUUID();
        store.put(key, new ObjectContent.OfFile(part.path(), part.size()));
        return key;
    }

    /** One part at a time is in memory. */
    InputStream open(List<UploadPart> parts) {
        return new SequenceInputStream(Collections.enumeration(new AbstractList<InputStream>() {
            @Override
            public InputStream get(int index) {
                UploadPart part = parts.get(index);
                return new ByteArrayInputStream(store.read(part.objectKey(), 0, Math.toIntExact(part.size())));
            }

            @Override
            public int size() {
                return parts.size();
            }
        }));
    }

    void remove(String key) {
        store.remove(key);
    }

    void removeAll(UploadId upload) {
        store.list(prefix(upload)).forEach(part -> store.remove(part.key()));
    }

    void removeOlderThan(Instant time) {
        store.list(ALL).stream()
                .filter(part -> part.changed().isBefore(time))
                .forEach(part -> store.remove(part.key()));
    }

    private static String prefix(UploadId upload) {
        return ALL + upload.value() + "/";
    }
}
