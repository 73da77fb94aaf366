package io.understudy.lora.format;

import io.understudy.platform.core.Sha256;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code sshs_legacy_hash} as sd-scripts calculates it: the first eight digits of SHA-256 over 64 KiB from the first
 * mebibyte on, of a copy of the file that carries only the {@code ss_*} texts. A shorter copy has the hash of nothing.
 *
 * <p>The copy is never made: how long its header would be says which bytes of the data the window covers.
 */
public final class LegacyHash {
    private static final long FROM = 0x100000;
    private static final long TO = FROM + 0x10000;
    private static final int DIGITS = 8;
    private static final String TRAINING = "ss_";

    private final MessageDigest digest = Sha256.begin();
    private final boolean comparable;
    private long at;

    public LegacyHash(SafetensorsHeader header) {
        Map<String, String> training = new LinkedHashMap<>();
        header.metadata().forEach((key, text) -> {
            if (key.startsWith(TRAINING)) {
                training.put(key, text);
            }
        });
        byte[] front = HeaderText.bytes(training, header.tensors().values());
        add(front, front.length);
        comparable = isInLibraryOrder(header);
    }

    public void add(byte[] data, int length) {
        long first = Math.max(FROM - at, 0);
        long last = Math.min(TO - at, length);
        if (first < last) {
            digest.update(data, (int) first, (int) (last - first));
        }
        at += length;
    }

    /** Eight digits; call it once, after all data. */
    public String value() {
        return Sha256.end(digest).substring(0, DIGITS);
    }

    /**
     * Whether the value is the one that sd-scripts would have found: its copy has the tensors in the order of the
     * safetensors library, which a file that was written otherwise does not have.
     */
    public boolean isComparable() {
        return comparable;
    }

    /** By type, the widest first, then by name. */
    private static boolean isInLibraryOrder(SafetensorsHeader header) {
        List<TensorInfo> byPlace = header.tensors().values().stream()
                .sorted(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end))
                .toList();
        return byPlace.equals(header.tensors().values().stream()
                .sorted(Comparator.comparing(TensorInfo::type, Comparator.reverseOrder())
                        .thenComparing(TensorInfo::name))
                .toList());
    }
}
