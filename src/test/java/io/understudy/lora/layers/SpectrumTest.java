package io.understudy.lora.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrumTest {
    @Test
    void aSymmetricMatrixHasItsKnownEigenvalues() {
        double[] found = Spectrum.eigenvalues(new double[][] {{2, 1, 0}, {1, 2, 1}, {0, 1, 2}});

        Arrays.sort(found);
        assertThat(found).containsExactly(new double[] {2 - Math.sqrt(2), 2, 2 + Math.sqrt(2)}, within(1e-12));
    }

    @Test
    void aProductOfOrthogonalFactorsHasTheSquaresOfItsLengths() {
        // Two directions, of length 3 · 1 and 1 · 2.
        float[] down = {3, 0, 0, 0, 1, 0};
        float[] up = {1, 0, 0, 2, 0, 0, 0, 0};

        double[] energies = Spectrum.energies(Spectrum.gramOfRows(down, 2), Spectrum.gramOfColumns(up, 2));

        assertThat(energies).containsExactly(new double[] {9, 4}, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 16, 64, 200})
    void theEnergiesAddUpToTheSquareOfTheNormOfTheProduct(int rank) {
        Random random = new Random(rank);
        int in = 130;
        int out = 300;
        float[] down = values(random, rank * in);
        float[] up = values(random, out * rank);
        double square = 0;
        for (int row = 0; row < out; row++) {
            for (int column = 0; column < in; column++) {
                double value = 0;
                for (int at = 0; at < rank; at++) {
                    value += (double) up[row * rank + at] * down[at * in + column];
                }
                square += value * value;
            }
        }

        double[] energies = Spectrum.energies(Spectrum.gramOfRows(down, rank), Spectrum.gramOfColumns(up, rank));

        assertThat(energies).hasSize(rank).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(Arrays.stream(energies).sum()).isCloseTo(square, Percentage.withPercentage(0.01));
        // No more directions than inputs.
        assertThat(Arrays.stream(energies).skip(in).sum()).isCloseTo(0, within(square * 1e-5));
    }

    @Test
    void equalColumnsAndZeroesDoNoHarm() {
        float[] down = {1, 2, 1, 2, 0, 0};
        float[] up = {1, 1, 0, 1, 1, 0};

        double[] energies = Spectrum.energies(Spectrum.gramOfRows(down, 3), Spectrum.gramOfColumns(up, 3));

        assertThat(energies).containsExactly(new double[] {40, 0, 0}, within(1e-6));
    }

    private static float[] values(Random random, int count) {
        float[] values = new float[count];
        for (int at = 0; at < count; at++) {
            values[at] = (float) random.nextGaussian();
        }
        return values;
    }
}
