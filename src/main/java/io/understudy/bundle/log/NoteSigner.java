package io.understudy.bundle.log;

import io.understudy.bundle.BundleKey;
import io.understudy.bundle.log.SignedNote.SignatureLine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;

/** A log or a witness of logs that signs notes. */
public record NoteSigner(NoteKey key, KeyPair keys) {
    public static NoteSigner log(String origin, KeyPair keys) {
        return new NoteSigner(new NoteKey(origin, NoteKey.Kind.LOG, BundleKey.of(keys.getPublic())), keys);
    }

    public static NoteSigner witness(String name, KeyPair keys) {
        return new NoteSigner(new NoteKey(name, NoteKey.Kind.WITNESS, BundleKey.of(keys.getPublic())), keys);
    }

    /** @param at what a witness states in its signature; unused by a log */
    SignatureLine sign(String text, Instant at) {
        if (key.kind() == NoteKey.Kind.LOG) {
            return line(BundleKey.sign(keys, text.getBytes(StandardCharsets.UTF_8)));
        }
        byte[] signature = BundleKey.sign(keys, NoteKey.withTime(at.getEpochSecond(), text));
        return line(ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(at.getEpochSecond())
                .put(signature)
                .array());
    }

    private SignatureLine line(byte[] signature) {
        byte[] id = key.id();
        return new SignatureLine(
                key.name(),
                Base64.getEncoder()
                        .encodeToString(ByteBuffer.allocate(id.length + signature.length)
                                .put(id)
                                .put(signature)
                                .array()));
    }
}
