package io.understudy.lora.format;

import io.understudy.platform.core.Sha256;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds texts to the header of a file. The tensors keep their order and every byte, so the file still loads bit for bit, and
 * hashes of its data stay what they were. Three hashes are filled in, as the tools that read them calculate them: {@code
 * sshs_model_hash} and {@code sshs_legacy_hash} of sd-scripts, {@code modelspec.hash_sha256} of ModelSpec.
 */
public final class MetadataStamp {
    private static final int BUFFER = 1 << 16;

    private MetadataStamp() {}

    /**
     * Writes a copy with more metadata, in constant memory.
     *
     * @param texts take the place of those of the same name
     * @throws MalformedSafetensorsException if {@code from} is no sound safetensors file
     */
    public static void copy(Path from, Path to, Map<String, String> texts) throws IOException {
        long size = Files.size(from);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(from))) {
            byte[] front = TensorScan.front(in, size);
            SafetensorsHeader header = TensorScan.parse(front, size);
            Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
            metadata.putAll(texts);
            hashes(from, front.length, new SafetensorsHeader(metadata, header.tensors()))
                    .forEach(metadata::put);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
                out.write(HeaderText.bytes(metadata, header.tensors().values()));
                in.transferTo(out);
            }
        }
    }

    /** @param header with all its texts but the hashes, which no hash is made of */
    private static Map<String, String> hashes(Path file, long dataStart, SafetensorsHeader header) throws IOException {
        MessageDigest data = Sha256.begin();
        LegacyHash legacy = new LegacyHash(header);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(dataStart);
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                data.update(buffer, 0, read);
                legacy.add(buffer, read);
            }
        }
        String hash = Sha256.end(data);
        Map<String, String> hashes = new LinkedHashMap<>();
        hashes.put("sshs_model_hash", hash);
        hashes.put("sshs_legacy_hash", legacy.value());
        hashes.put("modelspec.hash_sha256", "0x" + hash);
        return hashes;
    }
}
