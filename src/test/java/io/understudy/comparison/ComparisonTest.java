package io.understudy.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterId;
import io.understudy.identity.People;
import io.understudy.platform.core.DomainException;
import io.understudy.support.StudioTest;
import io.understudy.training.queue.RunFixtures;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
class ComparisonTest {
    @Autowired
    People people;

    @Autowired
    RunFixtures stories;

    @Autowired
    ComparisonService comparisons;

    private long first;
    private long second;

    @BeforeEach
    void twoRuns() {
        people.signIn(people.member("Mara"));
        stories.forget();
        CharacterId ava = stories.character("Ava Lindqvist", "ohwx woman");
        first = stories.finished(ava, 10, 1e-4).number();
        second = stories.finished(ava, 20, 0.0001).number();
    }

    @Test
    void settingsAreComparedByValueAndResultsAreMarked() {
        RunComparison comparison = comparisons.compare(List.of(first, second), null);

        assertThat(row(comparison, "Learning rate").hasDifference()).isFalse();
        assertThat(row(comparison, "Steps").differs(1)).isTrue();
        assertThat(comparison.sameTask()).isTrue();
        assertThat(row(comparison, "Last loss, smoothed").best()).hasValue(1);
    }

    @Test
    void aSettingThatTheBackendIgnoredIsNoNumber() {
        RunComparison comparison = comparisons.compare(List.of(first, second), null);

        assertThat(row(comparison, "Resolution, px").values())
                .extracting(ComparedValue::text)
                .containsOnly("set by the trainer");
        assertThat(row(comparison, "Rank").values())
                .allSatisfy(value -> assertThat(value.number()).isNotNull());
    }

    @Test
    void samplesStandSideBySideAtTheSameStepPromptAndSeed() {
        SampleMatrix samples = comparisons.compare(List.of(first, second), null).samples();

        assertThat(samples.steps()).containsExactly(10, 20);
        assertThat(samples.rows()).singleElement().satisfies(row -> {
            assertThat(row.prompt()).isEqualTo("ohwx woman, portrait");
            assertThat(row.pictures().getFirst().getFirst()).isNotNull();
            assertThat(row.pictures().getFirst().getLast()).isNull();
            assertThat(row.pictures().getLast().getLast()).isNotNull();
        });
    }

    @Test
    void fewerThanTwoAreRefusedAndUnknownOnesAreNamed() {
        assertThatThrownBy(() -> comparisons.compare(List.of(first, first), null))
                .isInstanceOf(DomainException.RuleViolation.class);
        assertThatThrownBy(() -> comparisons.compare(List.of(first, 4711L), null))
                .isInstanceOf(DomainException.NotFound.class)
                .hasMessageContaining("no run 4711");
    }

    private static ComparedRow row(RunComparison comparison, String label) {
        return comparison.rows().stream()
                .filter(row -> row.label().equals(label))
                .findFirst()
                .orElseThrow();
    }
}
