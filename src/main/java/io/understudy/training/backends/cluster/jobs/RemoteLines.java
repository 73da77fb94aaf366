package io.understudy.training.backends.cluster.jobs;

import io.understudy.training.backends.cluster.JobFolder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines that a job appends to a file; one that became shorter is read from its beginning. */
class RemoteLines {
    private static final int BLOCK = 1 << 18;
    private static final int LONGEST = 1 << 16;

    private final JobFolder folder;
    private final String name;
    private long offset;
    private byte[] rest = {};

    RemoteLines(JobFolder folder, String name, long offset) {
        this.folder = folder;
        this.name = name;
        this.offset = offset;
    }

    /** Where the first line begins that has not been read to its end. */
    long offset() {
        return offset - rest.length;
    }

    /** New whole lines, of about a quarter of a megabyte at most. Progress bars end theirs with a carriage return. */
    List<String> read() {
        if (folder.size(name).orElse(0) < offset) {
            offset = 0;
            rest = new byte[0];
        }
        byte[] block = folder.read(name, offset, BLOCK);
        offset += block.length;
        byte[] all = Arrays.copyOf(rest, rest.length + block.length);
        System.arraycopy(block, 0, all, rest.length, block.length);
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = 0; end < all.length; end++) {
            if (all[end] == '\n' || all[end] == '\r') {
                if (end > from) {
                    lines.add(new String(all, from, Math.min(end - from, LONGEST), StandardCharsets.UTF_8));
                }
                from = end + 1;
            }
        }
        rest = Arrays.copyOfRange(all, Math.max(from, all.length - LONGEST), all.length);
        return lines;
    }
}
