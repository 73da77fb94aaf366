package io.understudy.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.storage.BlobHash;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleMatrixTest {
    private static BlobHash picture(int number) {
        return new BlobHash(String.format("%064x", number));
    }

    private static SampleMatrix ofSteps(int steps) {
        List<BlobHash> first =
                IntStream.range(0, steps).mapToObj(SampleMatrixTest::picture).toList();
        return new SampleMatrix(
                IntStream.range(0, steps).map(step -> step * 10).boxed().toList(),
                30,
                List.of(new SampleMatrix.Row("portrait", 7, List.of(first, Collections.nCopies(steps, null)))));
    }

    @Test
    void smallOnesStayAsTheyAre() {
        SampleMatrix matrix = ofSteps(8);

        assertThat(matrix.thinned(8, 0)).isSameAs(matrix);
    }

    @Test
    void largeOnesLoseStepsEvenlyButNotTheOnesThatAreLookedAt() {
        SampleMatrix thin = ofSteps(10).thinned(4, 50);

        assertThat(thin.steps()).containsExactly(0, 30, 50, 60, 90);
        assertThat(thin.rows().getFirst().pictures().getFirst())
                .containsExactly(picture(0), picture(3), picture(5), picture(6), picture(9));
        assertThat(thin.pictures()).hasSize(5);
    }
}
