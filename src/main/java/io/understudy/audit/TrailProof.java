package io.understudy.audit;

import org.jspecify.annotations.Nullable;

/**
 * What shows, without the trail, that a row is in it and that it was not rewritten since an earlier row of the kind.
 *
 * @param row its hash, in hexadecimal digits
 * @param inclusion text of a C2SP {@code .tlog-proof}
 * @param consistency with the checkpoint of the earlier row, or null when there is none
 * @param key with which both are verified
 */
public record TrailProof(
        String row, String inclusion, @Nullable String consistency, String key) {}
