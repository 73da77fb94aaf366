package io.understudy.versions;

import java.util.Map;

public interface MeasureSource {
    /** What is known of a version now; a kind that is left out is someone else's. */
    Map<MeasureKind, Measured> of(VersionId version);
}
