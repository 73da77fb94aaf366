package io.understudy.versions.checklist;

import io.understudy.support.TestState;
import io.understudy.versions.VersionId;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.checklist.evidence.MeasureSource;
import io.understudy.versions.checklist.evidence.MeasuredValue;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.core.annotation.Order;

/** Measures that a test names. */
@Order(0)
public class FakeMeasures implements MeasureSource, TestState {
    public final Map<MeasureKind, MeasuredValue> measures = new EnumMap<>(MeasureKind.class);

    @Override
    public Map<MeasureKind, MeasuredValue> of(VersionId version) {
        return measures;
    }

    @Override
    public void reset() {
        measures.clear();
    }
}
