package io.understudy.storage;

import io.understudy.platform.core.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Hashes bytes on their way and keeps the end of them back until the hash is known to be right: a reader that reaches the
 * end has what was stored, and an altered object is never delivered whole. Of one that fits into what is kept back, not a
 * byte is delivered.
 */
final class HashedStream extends InputStream {
    static final int KEPT_BACK = 1 << 16;

    private final InputStream source;
    private final StoredBlob blob;
    private final Runnable altered;
    private final MessageDigest digest = Sha256.begin();
    private long free;

    private byte[] end = {};
    private int delivered;
    private boolean known;

    HashedStream(InputStream source, StoredBlob blob, Runnable altered) {
        this.source = source;
        this.blob = blob;
        this.altered = altered;
        this.free = Math.max(0, blob.size() - KEPT_BACK);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (free > 0) {
            int read = source.read(buffer, offset, (int) Math.min(length, free));
            if (read < 0) {
                throw refused();
            }
            digest.update(buffer, offset, read);
            free -= read;
            return read;
        }
        if (!known) {
            readEnd();
        }
        int read = Math.min(length, end.length - delivered);
        if (read == 0) {
            return -1;
        }
        System.arraycopy(end, delivered, buffer, offset, read);
        delivered += read;
        return read;
    }

    /** A byte more than there should be is asked for: bytes after the end are an alteration, too. */
    private void readEnd() throws IOException {
        int expected = (int) Math.min(blob.size(), KEPT_BACK);
        byte[] rest = source.readNBytes(expected + 1);
        digest.update(rest);
        if (rest.length != expected || !BlobHash.fromDigest(digest.digest()).equals(blob.hash())) {
            throw refused();
        }
        end = rest;
        known = true;
    }

    private AlteredBlobFailure refused() {
        AlteredBlobFailure failure = new AlteredBlobFailure(blob.hash());
        try {
            altered.run();
        } catch (RuntimeException unheard) {
            // The bytes are not delivered, whether or not this could be recorded.
            failure.addSuppressed(unheard);
        }
        return failure;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
