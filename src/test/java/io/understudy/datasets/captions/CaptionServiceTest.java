package io.understudy.datasets.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.datasets.DatasetTest;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.captions.text.CaptionAffix;
import io.understudy.datasets.captions.text.CaptionReplacement;
import io.understudy.datasets.captions.text.TagCount;
import io.understudy.datasets.captions.text.TriggerFirst;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.support.SettableClock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class CaptionServiceTest extends DatasetTest {
    @Autowired
    private CaptionService captions;

    @Autowired
    private CaptionUndoService undo;

    @Autowired
    private CaptionQueries lists;

    @Autowired
    private SettableClock clock;

    private List<PictureSummary> pictures;

    @BeforeEach
    void threePictures() {
        for (int i = 1; i <= 3; i++) {
            TestDatasets.take(intake, ava, i + ".jpg", TestDatasets.smallPhoto(i));
        }
        pictures = datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures();
    }

    @Test
    void aCaptionIsStoredAsOneCleanLine() {
        assertThat(captions.save(id(0), "", "  ohwx woman,\nclose-up\u0000 ")).isEqualTo("ohwx woman, close-up");
        assertThat(all()).containsExactly("ohwx woman, close-up", "", "");
    }

    @Test
    void aCaptionThatSomebodyChangedMeanwhileIsNotOverwritten() {
        people.signIn(people.member("Bo"));
        captions.save(id(0), "", "from Bo");
        people.signIn(people.member("Mara"));
        assertThatThrownBy(() -> captions.save(id(0), "", "from Mara"))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("Bo changed this caption meanwhile to “from Bo”");
        assertThat(all()).containsExactly("from Bo", "", "");
    }

    @Test
    void theSameTextTwiceIsNoConflict() {
        captions.save(id(0), "", "same");
        assertThat(captions.save(id(0), "", "same")).isEqualTo("same");
    }

    @Test
    void aCaptionThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> captions.save(id(0), "", "x".repeat(2_001)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("2000");
    }

    @Test
    void findAndReplaceShowsWhatItWouldChangeAndThenChangesThat() {
        captions.save(id(0), "", "a Red coat, red shoes");
        captions.save(id(1), "", "a blue coat");
        CaptionReplacement replacement = new CaptionReplacement("red", "green $1", false, false);
        assertThat(captions.preview(ava, replacement))
                .extracting(CaptionChange::after)
                .containsExactly("a green $1 coat, green $1 shoes");
        assertThat(all()).containsExactly("a Red coat, red shoes", "a blue coat", "");
        CaptionStep step = captions.apply(ava, replacement);
        assertThat(step.captions()).isEqualTo(1);
        assertThat(all()).containsExactly("a green $1 coat, green $1 shoes", "a blue coat", "");
        assertThat(undo.undo(ava, step).changed()).isEqualTo(1);
        assertThat(all()).containsExactly("a Red coat, red shoes", "a blue coat", "");
    }

    @Test
    void aReplacementThatMakesOneCaptionTooLongChangesTheOthersAndNamesIt() {
        captions.save(id(0), "", "a");
        captions.save(id(1), "", "a".repeat(1_000));
        CaptionReplacement doubled = new CaptionReplacement("a", "abc", true, false);
        assertThat(captions.preview(ava, doubled))
                .extracting(CaptionChange::fits)
                .containsExactly(true, false);
        assertThat(captions.apply(ava, doubled).leftOut())
                .extracting(CaptionChange::fileName)
                .containsExactly("2.jpg");
        assertThat(all()).containsExactly("abc", "a".repeat(1_000), "");
    }

    @Test
    void stepsAreTakenBackAndDoneAgainOneAfterAnother() {
        captions.save(id(0), "", "red");
        captions.apply(ava, new CaptionReplacement("red", "blue", true, false));
        captions.apply(ava, new CaptionAffix("", "natural light"));
        assertThat(all()).containsExactly("blue, natural light", "natural light", "natural light");
        undo.undo(ava);
        undo.undo(ava);
        undo.undo(ava);
        assertThat(all()).containsExactly("", "", "");
        assertThat(undo.history(ava).undo()).isNull();
        assertThatThrownBy(() -> undo.undo(ava)).hasMessageContaining("Nothing to undo");
        undo.redo(ava);
        undo.redo(ava);
        assertThat(all()).containsExactly("blue", "", "");
        assertThat(Objects.requireNonNull(undo.history(ava).redo()).words()).isEqualTo("put “natural light” after");
    }

    @Test
    void afterSomethingNewNothingIsDoneAgain() {
        captions.save(id(0), "", "red");
        undo.undo(ava);
        captions.save(id(1), "", "blue");
        assertThat(undo.history(ava).redo()).isNull();
        assertThatThrownBy(() -> undo.redo(ava)).isInstanceOf(DomainException.Conflict.class);
    }

    @Test
    void typingOnIsOneStepAndAPauseBeginsAnother() {
        captions.save(id(0), "", "a");
        captions.save(id(0), "a", "a red");
        captions.save(id(0), "a red", "a red coat");
        clock.advance(CaptionStepRepository.ONE_BREATH.plusSeconds(1));
        captions.save(id(0), "a red coat", "a red coat, park");
        undo.undo(ava);
        assertThat(all()).containsExactly("a red coat", "", "");
        undo.undo(ava);
        assertThat(all()).containsExactly("", "", "");
    }

    @Test
    void typingBackToTheBeginningLeavesNothingToTakeBack() {
        captions.save(id(0), "", "a");
        captions.save(id(0), "a", "");
        assertThat(undo.history(ava).undo()).isNull();
    }

    @Test
    void everybodyTakesBackOnlyTheirOwnSteps() {
        captions.save(id(0), "", "from Mara");
        people.signIn(people.member("Bo"));
        assertThat(undo.history(ava).undo()).isNull();
        assertThatThrownBy(() -> undo.undo(ava)).isInstanceOf(DomainException.Conflict.class);
        assertThat(all()).containsExactly("from Mara", "", "");
    }

    @Test
    void undoLeavesAloneWhatSomebodyChangedSince() {
        captions.save(id(0), "", "red");
        captions.save(id(1), "", "red");
        captions.apply(ava, new CaptionReplacement("red", "blue", true, false));
        SignedInPerson bo = people.member("Bo");
        people.signIn(bo);
        captions.save(id(0), "blue", "blue sky");
        people.signIn(mara);
        assertThat(undo.undo(ava)).isEqualTo(new CaptionUndoResult("replaced “red” with “blue”", 1, 1));
        assertThat(all()).containsExactly("blue sky", "red", "");
    }

    @Test
    void onlySoManyStepsAreKept() {
        for (int i = 0; i <= CaptionStepRepository.KEPT; i++) {
            captions.apply(ava, new CaptionAffix("tag " + i, ""));
        }
        for (int i = 0; i < CaptionStepRepository.KEPT; i++) {
            undo.undo(ava);
        }
        assertThat(undo.history(ava).undo()).isNull();
        assertThat(all()).containsOnly("tag 0");
    }

    @Test
    void oneClickPutsTheTriggerWordInFrontEverywhere() {
        captions.save(id(0), "", "ohwx woman, close-up");
        captions.save(id(1), "", "smiling, ohwx woman, in a park");
        assertThat(captions.preview(ava, new TriggerFirst())).hasSize(2);
        captions.apply(ava, new TriggerFirst());
        assertThat(all()).containsExactly("ohwx woman, close-up", "ohwx woman, smiling, in a park", "ohwx woman");
        assertThat(captions.preview(ava, new TriggerFirst())).isEmpty();
    }

    @Test
    void tagsOfTheIncludedCaptionsAreCounted() {
        captions.save(id(0), "", "ohwx woman, Park, smiling, park");
        captions.save(id(1), "", "ohwx woman, park");
        captions.save(id(2), "", "left out, park");
        datasets.include(id(0));
        datasets.include(id(1));
        assertThat(lists.tags(ava))
                .containsExactly(new TagCount("ohwx woman", 2), new TagCount("Park", 2), new TagCount("smiling", 1));
    }

    @Test
    void captionsAreFilteredByWhatIsWrongAndByWords() {
        captions.save(id(0), "", "ohwx woman, " + "wonderful ".repeat(80));
        captions.save(id(1), "", "a park");
        assertThat(shown(CaptionFilter.Kind.LONG, "")).containsExactly("1.jpg");
        assertThat(shown(CaptionFilter.Kind.TRIGGER, "")).containsExactly("2.jpg", "3.jpg");
        assertThat(shown(CaptionFilter.Kind.UNCAPTIONED, "")).containsExactly("3.jpg");
        assertThat(shown(CaptionFilter.Kind.ALL, " PARK")).containsExactly("2.jpg");
        assertThat(shown(CaptionFilter.Kind.TRIGGER, "3.jpg")).containsExactly("3.jpg");
    }

    private List<String> shown(CaptionFilter.Kind kind, String text) {
        return lists.page(ava, new CaptionFilter(kind, text), 0, 10).pictures().stream()
                .map(PictureSummary::fileName)
                .toList();
    }

    private PictureId id(int index) {
        return pictures.get(index).id();
    }

    private List<String> all() {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures().stream()
                .map(PictureSummary::caption)
                .toList();
    }
}
