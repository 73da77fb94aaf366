package io.understudy.versions.checklist;

import io.understudy.support.TestState;
import io.understudy.versions.VersionId;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceSource;
import java.util.ArrayList;
import java.util.List;

/** A wall where a test hangs and exchanges pictures. */
public class FakeEvidence implements EvidenceSource, TestState {
    public final List<Evidence> pieces = new ArrayList<>();

    @Override
    public List<Evidence> of(VersionId version) {
        return List.copyOf(pieces);
    }

    @Override
    public void reset() {
        pieces.clear();
    }
}
