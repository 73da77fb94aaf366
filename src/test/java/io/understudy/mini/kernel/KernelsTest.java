package io.understudy.mini.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("optimised")
class KernelsTest {
    private final Random random = new Random(5);

    @Test
    void theVectorKernelsAreChosenWhereTheirModuleIsPresent() {
        assertThat(Kernels.fastest()).isInstanceOf(VectorKernels.class);
        assertThat(Kernels.scalar()).isInstanceOf(ScalarKernels.class);
    }

    @ParameterizedTest
    @CsvSource({"1,1,16", "5,8,16", "12,33,48", "31,7,272", "80,192,576", "13,16,528"})
    void bothKernelsGiveTheSameBits(int rows, int inner, int columns) {
        Matrix a = random(rows, inner);
        Matrix b = random(inner, columns);
        Matrix start = random(rows, columns);
        Matrix scalar = copy(start);
        Matrix vector = copy(start);
        Kernels.scalar().multiplyAdd(a, b, scalar);
        Kernels.fastest().multiplyAdd(a, b, vector);
        assertThat(vector.data()).containsExactly(scalar.data());
        Kernels.scalar().multiply(a, PackedMatrix.of(b), scalar);
        Kernels.fastest().multiply(a, b, vector);
        assertThat(vector.data()).containsExactly(scalar.data());
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                float sum = 0;
                for (int k = 0; k < inner; k++) {
                    sum = Math.fma(a.data()[i * inner + k], b.data()[k * columns + j], sum);
                }
                assertThat(vector.data()[i * columns + j]).isEqualTo(sum);
            }
        }
    }

    @Test
    void viewsMultiplyTheirPartOnly() {
        Matrix a = random(40, 24);
        Matrix b = random(24, 64);
        Matrix c = random(40, 64);
        Matrix before = copy(c);
        Kernels.fastest()
                .multiply(a.rows(3, 10), b.columns(16, 32), c.rows(5, 10).columns(16, 32));
        Matrix whole = copy(before);
        Kernels.scalar().multiply(a, b, whole);
        for (int i = 0; i < 40; i++) {
            for (int j = 0; j < 64; j++) {
                boolean inside = i >= 5 && i < 15 && j >= 16 && j < 48;
                float expected = inside ? whole.data()[(i - 2) * 64 + j] : before.data()[i * 64 + j];
                assertThat(c.data()[i * 64 + j]).isEqualTo(expected);
            }
        }
        Matrix byTranspose = random(24, 64);
        Kernels.fastest().multiply(a.transposed(), copy(before), byTranspose);
        assertThat(byTranspose.data()[7 * 64 + 9]).isEqualTo(dotOfColumns(a, 7, before, 9));
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> Kernels.scalar().multiply(random(2, 3), random(4, 16), random(2, 16)))
                .hasMessage("Shapes do not fit: (2 x 3) (4 x 16) into (2 x 16).");
        assertThatThrownBy(() -> Kernels.scalar().multiply(random(2, 3), random(3, 10), random(2, 10)))
                .hasMessageContaining("multiple of 16 columns, not 10");
    }

    private static float dotOfColumns(Matrix a, int i, Matrix b, int j) {
        float sum = 0;
        for (int k = 0; k < a.rows(); k++) {
            sum = Math.fma(a.data()[k * a.columns() + i], b.data()[k * b.columns() + j], sum);
        }
        return sum;
    }

    private Matrix random(int rows, int columns) {
        float[] data = new float[rows * columns];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextGaussian();
        }
        return Matrix.of(data, rows, columns);
    }

    private static Matrix copy(Matrix matrix) {
        return Matrix.of(matrix.data().clone(), matrix.rows(), matrix.columns());
    }
}
