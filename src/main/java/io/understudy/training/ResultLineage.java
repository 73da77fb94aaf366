package io.understudy.training;

import java.util.Map;

/** Knows what the file of a run says about where it comes from; asked right before the file is stored. */
public interface ResultLineage {
    /** Texts for the file's metadata, by key. Asked again for the same run, the same texts come back. */
    Map<String, String> of(RunDetails run);
}
