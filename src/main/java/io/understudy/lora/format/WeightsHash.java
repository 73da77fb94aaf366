package io.understudy.lora.format;

import io.understudy.platform.core.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/** The hash of the tensors of a file alone: other metadata, names or order of tensors do not change it. */
public final class WeightsHash {
    private WeightsHash() {}

    /**
     * Reads a stream to its end; does not close it.
     *
     * @param size of the whole file in bytes
     * @throws MalformedSafetensorsException if it is no sound safetensors file
     */
    public static String of(InputStream in, long size) throws IOException {
        Tensors read = new Tensors();
        TensorScan.run(in, size, read);
        return of(read.header, read.tensors);
    }

    /** @param tensors the digest of each tensor's bytes, by its name; those of empty ones may be missing */
    public static String of(SafetensorsHeader header, Map<String, MessageDigest> tensors) {
        MessageDigest sorted = Sha256.begin();
        header.tensors().values().stream()
                .map(tensor -> "%s %s %s\n"
                        .formatted(
                                tensor.type(),
                                tensor.shape(),
                                Sha256.end(tensors.getOrDefault(tensor.name(), Sha256.begin()))))
                .sorted()
                .forEach(line -> sorted.update(line.getBytes(StandardCharsets.UTF_8)));
        return Sha256.end(sorted);
    }

    private static final class Tensors implements TensorScan.Visitor {
        private final Map<String, MessageDigest> tensors = new HashMap<>();
        private SafetensorsHeader header = new SafetensorsHeader(Map.of(), Map.of());

        @Override
        public void header(SafetensorsHeader found, byte[] bytes) {
            header = found;
        }

        @Override
        public void data(TensorInfo tensor, ByteBuffer chunk) {
            MessageDigest digest = tensors.computeIfAbsent(tensor.name(), name -> Sha256.begin());
            Sha256.add(digest, chunk.array(), chunk.limit());
        }
    }
}
