package io.understudy.training.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.training.MetricPoint;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveThinningTest {
    @Test
    void aLongCurveIsThinnedAndKeepsItsEndsAndItsSpike() {
        List<MetricPoint> curve = IntStream.rangeClosed(1, 10_000)
                .mapToObj(step -> new MetricPoint(step, step == 7_777 ? 9 : 1.0 / step, 1, 1e-4, step))
                .toList();

        List<MetricPoint> thin = CurveThinning.thin(curve, 1000);

        assertThat(thin).hasSize(1000).startsWith(curve.getFirst()).endsWith(curve.getLast());
        assertThat(thin)
                .extracting(MetricPoint::step)
                .isSorted()
                .doesNotHaveDuplicates()
                .contains(7_777);
    }

    @Test
    void aShortCurveIsLeftAsItIs() {
        List<MetricPoint> curve = List.of(new MetricPoint(1, 1, 1, 1e-4, 0), new MetricPoint(2, 0.5, 1, 1e-4, 1));

        assertThat(CurveThinning.thin(curve, 1000)).isEqualTo(curve);
    }
}
