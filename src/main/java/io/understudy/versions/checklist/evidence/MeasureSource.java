package io.understudy.versions.checklist.evidence;

import io.understudy.versions.VersionId;
import java.util.Map;

public interface MeasureSource {
    /** What is known of a version now; a kind that is left out is someone else's. */
    Map<MeasureKind, MeasuredValue> of(VersionId version);
}
