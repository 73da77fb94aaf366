package io.understudy.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ComparedRowTest {
    @Test
    void aNumberIsTheSameHoweverItIsWritten() {
        ComparedRow row = row(ComparedValue.number(1e-4, "1e-4"), ComparedValue.number(0.0001, "0.0001"));

        assertThat(row.hasDifference()).isFalse();
    }

    @Test
    void textsDifferByTheirLettersNotByTheirMargins() {
        ComparedRow row =
                row(ComparedValue.words("ohwx woman"), ComparedValue.words(" ohwx woman "), ComparedValue.words("x"));

        assertThat(row.differs(1)).isFalse();
        assertThat(row.differs(2)).isTrue();
    }

    @Test
    void differencesAreCountedFromTheBaseRun() {
        ComparedRow row = new ComparedRow(
                "Steps",
                List.of(ComparedValue.number(10, "10"), ComparedValue.number(20, "20"), ComparedValue.number(20, "20")),
                1,
                true);

        assertThat(row.differs(0)).isTrue();
        assertThat(row.differs(2)).isFalse();
    }

    @Test
    @Tag("attack")
    void whatABaseIgnoredIsNoDifferenceAndTheOthersAreComparedAmongThemselves() {
        ComparedValue ignored = ComparedValue.words("set by the trainer").apart();
        ComparedValue eight = ComparedValue.number(8, "8");
        ComparedRow row = row(ignored, eight, eight, ComparedValue.number(16, "16"), ignored);

        assertThat(row.differs(0)).isFalse();
        assertThat(row.differs(1)).isFalse();
        assertThat(row.differs(2)).isFalse();
        assertThat(row.differs(3)).isTrue();
        assertThat(row.differs(4)).isFalse();
        assertThat(row(eight, ignored).hasDifference()).isFalse();
        assertThat(row(ignored, ignored).hasDifference()).isFalse();
    }

    private static ComparedRow row(ComparedValue... values) {
        return new ComparedRow("Row", List.of(values), 0, false);
    }
}
