package io.understudy.training.backends.cluster.bucket;

import io.understudy.training.backends.cluster.JobFolder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a pod says about its copies of files.
 *
 * @param files the pieces of each in their order, as pairs of the number of the place and the size
 * @param seen the tags of the files that the pod began with: what was written later counts more than the pod's copy
 * @param gone files of the beginning that the job has removed
 */
record JobIndex(Map<String, List<long[]>> files, Map<String, String> seen, List<String> gone) {
    static final JobIndex EMPTY = new JobIndex(Map.of(), Map.of(), List.of());

    /** S3 takes no more at once. */
    private static final long LARGEST_PIECE = 5L << 30;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** A pod is not trusted: what it should not say is as if it had said nothing. */
    static JobIndex read(byte[] text) {
        try {
            JobIndex index = JSON.readValue(new String(text, StandardCharsets.UTF_8), JobIndex.class);
            boolean whole = index != null
                    && index.files != null
                    && index.seen != null
                    && index.gone != null
                    && index.files.keySet().stream().allMatch(JobIndex::isName)
                    && index.files.values().stream().allMatch(JobIndex::areWhole);
            return whole ? index : EMPTY;
        } catch (JacksonException nonsense) {
            return EMPTY;
        }
    }

    private static boolean isName(String name) {
        try {
            JobFolder.checked(name);
            return true;
        } catch (IllegalArgumentException foreign) {
            return false;
        }
    }

    private static boolean areWhole(List<long[]> pieces) {
        return pieces != null
                && pieces.size() <= BucketJobFolder.PLACES
                && pieces.stream().allMatch(one -> one != null && one.length == 2 && isPiece(one[0], one[1]));
    }

    private static boolean isPiece(long place, long size) {
        return place >= 0 && place < BucketJobFolder.PLACES && size >= 0 && size <= LARGEST_PIECE;
    }

    static long size(List<long[]> pieces) {
        return pieces.stream().mapToLong(one -> one[1]).sum();
    }
}
