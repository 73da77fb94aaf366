package io.understudy.datasets.uploads;

/**
 * Bytes of an upload that arrived together.
 *
 * @param start how many bytes of the file come before it
 * @param objectKey where the store has it
 */
record UploadPart(long start, long size, String objectKey) {
    long end() {
        return start + size;
    }
}
