package io.understudy.versions.checklist.evidence;

import io.understudy.versions.VersionId;
import java.util.List;

/** Something that lives on next to a version and that evidence is copied from, such as its test sheet. */
public interface EvidenceSource {
    List<Evidence> of(VersionId version);
}
