package io.understudy.lora.passport;

/** What is worked out of a file's values; the more, the longer it takes. */
public enum ScanDepth {
    /** Without the use of the rank. */
    QUICK,
    /** The use of the rank in a part of the layers where all would take longer than the hashes. */
    SAMPLED,
    /** The use of the rank in every layer, and the hash by which the product knows weights. */
    WHOLE
}
