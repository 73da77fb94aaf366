package io.understudy.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterId;
import io.understudy.identity.People;
import io.understudy.platform.core.DomainException;
import io.understudy.support.StudioTest;
import io.understudy.training.RunId;
import io.understudy.training.notes.RunNoteService;
import io.understudy.training.queue.RunFixtures;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
@Tag("rules")
class ComparisonTest {
    @Autowired
    People people;

    @Autowired
    RunFixtures stories;

    @Autowired
    ComparisonService comparisons;

    @Autowired
    RunNoteService notes;

    private CharacterId ava = new CharacterId(new UUID(0, 1));
    private long first;
    private long second;

    @BeforeEach
    void twoRuns() {
        people.signIn(people.member("Mara"));
        stories.forget();
        ava = stories.character("Ava Lindqvist", "ohwx woman");
        first = stories.finished(ava, 10, 1e-4).number();
        second = stories.finished(ava, 20, 0.0001).number();
    }

    @Test
    void settingsAreComparedByValue() {
        RunComparison comparison = comparisons.compare(List.of(first, second), null);

        assertThat(row(comparison, "Learning rate").hasDifference()).isFalse();
        assertThat(row(comparison, "Steps").differs(1)).isTrue();
        assertThat(comparison.sameTask()).isTrue();
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
    void tagsNotesAndCostsAreShownAndNotMarkedAsDifferences() {
        RunId run = comparisons
                .compare(List.of(first, second), null)
                .runs()
                .getFirst()
                .id();
        notes.tag(run, "keep");
        notes.write(run, 0, "The best hands so far.");

        RunComparison comparison = comparisons.compare(List.of(first, second), null);

        assertThat(row(comparison, "Tags").values())
                .extracting(ComparedValue::text)
                .containsExactly("keep", "");
        assertThat(row(comparison, "Note")).satisfies(note -> {
            assertThat(note.values().getFirst().text()).isEqualTo("The best hands so far.");
            assertThat(note.essential()).isTrue();
            assertThat(note.hasDifference()).isFalse();
        });
        assertThat(row(comparison, "Cost").values())
                .extracting(ComparedValue::text)
                .containsOnly("–");
    }

    @Test
    @Tag("attack")
    void runsOfAnotherBackendDoNotDifferInWhatOneOfThemIgnores() {
        long other = stories.launchOn("miniature", ava, 10, 1e-4).number();

        RunComparison comparison = comparisons.compare(List.of(first, second, other), null);

        assertThat(row(comparison, "Resolution, px").hasDifference()).isFalse();
        assertThat(row(comparison, "Backend").differs(2)).isTrue();
        assertThat(row(comparison, "Last loss, smoothed").hasDifference()).isFalse();
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
