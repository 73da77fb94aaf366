package io.understudy.bundle.trail;

import io.understudy.bundle.Hashes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over the canonical form of a row: its fields in a fixed order, each with its length in front, so that no two
 * different rows have the same form.
 */
final class ChainHash {
    private static final int ABSENT = -1;

    private final MessageDigest digest = Hashes.digest();

    static String of(TrailRow row) {
        ChainHash hash = new ChainHash();
        hash.add(row.previousHash());
        hash.add(Long.toString(row.sequence()));
        hash.add(row.at().toString());
        hash.add(row.actorId().toString());
        hash.add(row.actorName());
        hash.add(row.verb());
        hash.add(row.subjectType());
        hash.add(row.subjectId());
        hash.add(row.subjectName());
        hash.add(row.beforeJson());
        hash.add(row.afterJson());
        hash.add(row.remoteAddress());
        hash.add(row.requestId());
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void add(@Nullable String field) {
        byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(field == null ? ABSENT : bytes.length)
                .array());
        digest.update(bytes);
    }
}
