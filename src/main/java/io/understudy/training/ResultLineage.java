package io.understudy.training;

import java.util.Map;

public interface ResultLineage {
    /** Texts for the file's metadata, by key. Asked again for the same run, the same texts come back. */
    Map<String, String> of(RunDetails run);
}
