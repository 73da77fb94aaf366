package io.understudy.storage.s3;

import io.understudy.storage.ExchangeStore;
import io.understudy.storage.ObjectContent;
import io.understudy.storage.ObjectStore.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exchanged objects in any S3-compatible service. */
final class MinioExchangeStore implements ExchangeStore {
    private static final String BYTES = "application/octet-stream";
    private static final int BLOCK = 1 << 16;

    private final MinioBucket bucket;

    MinioExchangeStore(MinioBucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public void put(String key, ObjectContent content) {
        bucket.put(key, content, BYTES, Map.of());
    }

    /** By a list: the answer to a HEAD does not tell a missing object from a missing bucket or the page of a proxy. */
    @Override
    public Optional<Exchanged> find(String key) {
        return list(key).stream().filter(one -> one.key().equals(key)).findFirst();
    }

    @Override
    public byte[] read(String key, long offset, int most) {
        // S3 has no name for a part without bytes.
        Optional<InputStream> part = most == 0 ? Optional.empty() : bucket.open(key, offset, most);
        if (part.isEmpty()) {
            return new byte[0];
        }
        try (InputStream in = part.get()) {
            return in.readNBytes(most);
        } catch (IOException cutOff) {
            throw bucket.failure("read", key, cutOff);
        }
    }

    @Override
    public boolean copyTo(String key, long most, OutputStream target) throws IOException {
        Optional<InputStream> found = bucket.open(key);
        if (found.isEmpty()) {
            return false;
        }
        try (InputStream in = found.get()) {
            byte[] block = new byte[BLOCK];
            long left = most;
            for (int read = next(in, block, key); read >= 0 && left > 0; read = next(in, block, key)) {
                target.write(block, 0, (int) Math.min(read, left));
                left -= read;
            }
        }
        return true;
    }

    /** A store that stops answering must not look like a target that cannot be written. */
    private int next(InputStream in, byte[] block, String key) {
        try {
            return in.read(block);
        } catch (IOException cutOff) {
            throw bucket.failure("read", key, cutOff);
        }
    }

    @Override
    public void remove(String key) {
        bucket.remove(key);
    }

    @Override
    public List<Exchanged> list(String prefix) {
        List<Exchanged> found = new ArrayList<>();
        bucket.forEach(
                prefix,
                item -> found.add(new Exchanged(
                        item.objectName(),
                        item.size(),
                        plain(item.etag()),
                        item.lastModified().toInstant())));
        return found;
    }

    /** A list has it in quotation marks, and some services have none. */
    private static String plain(@Nullable String tag) {
        return tag == null ? "" : tag.replace("\"", "");
    }

    @Override
    public URI link(LinkUse use, String key, Duration validFor) {
        return bucket.link(use, key, validFor, Map.of());
    }

    @Override
    public Location location() {
        return bucket.location();
    }
}
