package io.understudy.providers.comfy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Pictures of ComfyUI without the graph that it writes into each: the same seed gives the same bytes. */
final class PlainPng {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int AROUND_CHUNK = 12;
    private static final Set<String> TEXTS = Set.of("tEXt", "zTXt", "iTXt", "eXIf");

    private PlainPng() {}

    /** Empty for anything that is no whole PNG. */
    static Optional<byte[]> of(byte[] picture) {
        if (picture.length < SIGNATURE.length || !Arrays.equals(SIGNATURE, Arrays.copyOf(picture, SIGNATURE.length))) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(picture);
        ByteArrayOutputStream out = new ByteArrayOutputStream(picture.length);
        out.writeBytes(SIGNATURE);
        for (int at = SIGNATURE.length; at + AROUND_CHUNK <= picture.length; ) {
            long next = at + AROUND_CHUNK + Integer.toUnsignedLong(in.getInt(at));
            if (next > picture.length) {
                return Optional.empty();
            }
            String type = new String(picture, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (!TEXTS.contains(type)) {
                out.write(picture, at, (int) next - at);
            }
            if (type.equals("IEND")) {
                return Optional.of(out.toByteArray());
            }
            at = (int) next;
        }
        return Optional.empty();
    }
}
