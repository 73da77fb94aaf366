package io.understudy.lora.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.lora.format.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TensorStatisticsTest {
    private static final String FLOATS = "F16|BF16|F32|F64";

    @ParameterizedTest
    @EnumSource(names = FLOATS, mode = EnumSource.Mode.MATCH_ANY)
    void theNormIsThatOfTheValuesHoweverManyThereAre(TensorType type) {
        Random random = new Random(7);
        for (int count = 0; count < 40; count++) {
            float[] values = new float[count];
            double squares = 0;
            for (int i = 0; i < count; i++) {
                // Multiples of 1/8 are the same in all four types.
                values[i] = (random.nextInt(65) - 32) / 8f;
                squares += values[i] * values[i];
            }
            TensorStatistics statistics = new TensorStatistics();
            statistics.add(type, chunk(type, values));

            assertThat(statistics.norm()).isCloseTo(Math.sqrt(squares), within(1e-9));
            assertThat(statistics.isAllZero()).isEqualTo(squares == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "F16|BF16|F32", mode = EnumSource.Mode.MATCH_ANY)
    void manyValuesAreAddedTileByTileWithoutLosingOne(TensorType type) {
        float[] values = new float[20_001];
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 65 - 32) / 8f;
            squares += values[i] * values[i];
        }
        TensorStatistics direct = new TensorStatistics();
        direct.add(type, chunk(type, values));
        float[] decoded = new float[values.length];
        ByteBuffer chunk = chunk(type, values);
        TensorStatistics.copy(type, chunk, decoded, 0);
        TensorStatistics shared = new TensorStatistics();
        shared.add(type, chunk, decoded, 0);

        assertThat(decoded).isEqualTo(values);
        assertThat(direct.norm()).isCloseTo(Math.sqrt(squares), within(1e-9));
        assertThat(shared.norm()).isCloseTo(direct.norm(), within(1e-9));

        float[] last = new float[values.length];
        last[last.length - 1] = Float.NaN;
        TensorStatistics odd = new TensorStatistics();
        odd.add(type, chunk(type, last));
        assertThat(odd.notNumbers()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = FLOATS, mode = EnumSource.Mode.MATCH_ANY)
    void whatIsNotFiniteIsCountedAndLeftOutOfTheNorm(TensorType type) {
        TensorStatistics statistics = new TensorStatistics();
        statistics.add(type, chunk(type, 3, 0, 4));
        statistics.add(
                type,
                chunk(type, 0, Float.NaN, Float.POSITIVE_INFINITY, 12, Float.NEGATIVE_INFINITY, 0, 0, 0, Float.NaN));

        assertThat(statistics.norm()).isCloseTo(13, within(1e-9));
        assertThat(statistics.notNumbers()).isEqualTo(2);
        assertThat(statistics.infinities()).isEqualTo(2);
        assertThat(statistics.first()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(names = "F16|BF16|F32", mode = EnumSource.Mode.MATCH_ANY)
    void theSmallestValueIsNotZero(TensorType type) {
        TensorStatistics smallest = new TensorStatistics();
        ByteBuffer chunk = ByteBuffer.allocate(16 * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        chunk.put(5 * type.bytes(), (byte) 1);
        smallest.add(type, chunk);
        TensorStatistics zero = new TensorStatistics();
        zero.add(type, ByteBuffer.allocate(16 * type.bytes()).order(ByteOrder.LITTLE_ENDIAN));

        assertThat(smallest.isAllZero()).isFalse();
        assertThat(smallest.norm()).isPositive();
        assertThat(zero.isAllZero()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = "F16|BF16|F32", mode = EnumSource.Mode.MATCH_ANY)
    void valuesThatAreDecodedForTheSpectraGiveTheSameStatistics(TensorType type) {
        ByteBuffer odd = chunk(type, 3, 0, 4, 0, Float.NaN, Float.POSITIVE_INFINITY, 12);
        TensorStatistics direct = new TensorStatistics();
        direct.add(type, odd.duplicate().order(ByteOrder.LITTLE_ENDIAN));
        float[] decoded = new float[10];
        TensorStatistics shared = new TensorStatistics();

        assertThat(TensorStatistics.copy(type, odd, decoded, 2)).isEqualTo(9);
        shared.add(type, odd, decoded, 2);

        assertThat(shared.norm()).isEqualTo(direct.norm()).isCloseTo(13, within(1e-9));
        assertThat(shared.notNumbers()).isEqualTo(1);
        assertThat(shared.infinities()).isEqualTo(1);
        assertThat(shared.first()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"F8_E4M3, 0x38, 0x40, 0x7F", "F8_E5M2, 0x3C, 0x40, 0x7F"})
    void eightBitFloatsAreSummedByTheirValues(TensorType type, String one, String two, String notANumber) {
        TensorStatistics statistics = new TensorStatistics();
        byte[] bytes = {byteOf(one), byteOf(two), byteOf(two)};
        statistics.add(type, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        assertThat(statistics.norm()).isCloseTo(3, within(1e-9));

        statistics.add(
                type,
                ByteBuffer.wrap(new byte[] {byteOf(notANumber), byteOf(one)}).order(ByteOrder.LITTLE_ENDIAN));
        assertThat(statistics.notNumbers()).isEqualTo(1);
        assertThat(statistics.norm()).isCloseTo(Math.sqrt(10), within(1e-9));
    }

    private static byte byteOf(String hex) {
        return (byte) (int) Integer.decode(hex);
    }

    private static ByteBuffer chunk(TensorType type, float... values) {
        ByteBuffer chunk = ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            switch (type) {
                case F16 -> chunk.putShort(Float.floatToFloat16(value));
                case BF16 -> chunk.putShort((short) (Float.floatToIntBits(value) >>> 16));
                case F32 -> chunk.putFloat(value);
                default -> chunk.putDouble(value);
            }
        }
        return chunk.flip();
    }
}
