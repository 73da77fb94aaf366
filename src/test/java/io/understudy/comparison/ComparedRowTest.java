package io.understudy.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparedRowTest {
    @Test
    void aNumberIsTheSameHoweverItIsWritten() {
        ComparedRow row = row(false, ComparedValue.number(1e-4, "1e-4"), ComparedValue.number(0.0001, "0.0001"));

        assertThat(row.hasDifference()).isFalse();
    }

    @Test
    void textsDifferByTheirLettersNotByTheirMargins() {
        ComparedRow row = row(
                false,
                ComparedValue.words("ohwx woman"),
                ComparedValue.words(" ohwx woman "),
                ComparedValue.words("x"));

        assertThat(row.differs(1)).isFalse();
        assertThat(row.differs(2)).isTrue();
    }

    @Test
    void differencesAreCountedFromTheBaseRun() {
        ComparedRow row = new ComparedRow(
                "Steps",
                List.of(ComparedValue.number(10, "10"), ComparedValue.number(20, "20"), ComparedValue.number(20, "20")),
                1,
                true,
                false);

        assertThat(row.differs(0)).isTrue();
        assertThat(row.differs(2)).isFalse();
    }

    @Test
    void theLowestLossIsMarkedWhereLossesAreComparable() {
        ComparedValue high = ComparedValue.number(0.4, "0.4");
        ComparedValue low = ComparedValue.number(0.3, "0.3");
        ComparedValue none = ComparedValue.words("–");

        assertThat(row(true, high, none, low).best()).hasValue(2);
        assertThat(row(false, high, low).best()).isEmpty();
        assertThat(row(true, low, low).best()).isEmpty();
    }

    private static ComparedRow row(boolean lowestIsBest, ComparedValue... values) {
        return new ComparedRow("Row", List.of(values), 0, false, lowestIsBest);
    }
}
