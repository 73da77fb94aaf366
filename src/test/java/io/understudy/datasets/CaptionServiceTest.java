package io.understudy.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.people.People;
import io.understudy.shared.Refusal;
import io.understudy.support.StudioTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
class CaptionServiceTest {
    @Autowired
    private CaptionService captions;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private PictureIntake intake;

    @Autowired
    private CharacterService characters;

    @Autowired
    private People people;

    private CharacterId ava;
    private List<PictureSummary> pictures;

    @BeforeEach
    void threePictures() {
        people.signIn(people.member("Mara"));
        ava = Sets.ava(characters);
        for (int i = 1; i <= 3; i++) {
            Sets.take(intake, ava, i + ".jpg", Sets.smallPhoto(i));
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
                .isInstanceOf(Refusal.Conflict.class)
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
                .isInstanceOf(Refusal.RuleBroken.class)
                .hasMessageContaining("2000");
    }

    @Test
    void findAndReplaceShowsWhatItWouldChangeAndThenChangesThat() {
        captions.save(id(0), "", "a Red coat, red shoes");
        captions.save(id(1), "", "a blue coat");
        CaptionReplacement replacement = new CaptionReplacement("red", "green $1", false);
        List<CaptionChange> preview = captions.previewReplace(ava, replacement);
        assertThat(preview).extracting(CaptionChange::after).containsExactly("a green $1 coat, green $1 shoes");
        assertThat(all()).containsExactly("a Red coat, red shoes", "a blue coat", "");
        assertThat(captions.replace(ava, replacement)).isEqualTo(preview);
        assertThat(all()).containsExactly("a green $1 coat, green $1 shoes", "a blue coat", "");
        assertThat(captions.undo(ava, preview)).isEqualTo(1);
        assertThat(all()).containsExactly("a Red coat, red shoes", "a blue coat", "");
    }

    @Test
    void undoLeavesAloneWhatSomebodyChangedSince() {
        captions.save(id(0), "", "red");
        captions.save(id(1), "", "red");
        List<CaptionChange> changed = captions.replace(ava, new CaptionReplacement("red", "blue", true));
        captions.save(id(0), "blue", "blue sky");
        assertThat(captions.undo(ava, changed)).isEqualTo(1);
        assertThat(all()).containsExactly("blue sky", "red", "");
    }

    @Test
    void oneClickPutsTheTriggerWordInFrontEverywhere() {
        captions.save(id(0), "", "ohwx woman, close-up");
        captions.save(id(1), "", "smiling, ohwx woman, in a park");
        assertThat(captions.previewTriggerFirst(ava)).hasSize(2);
        captions.putTriggerFirst(ava);
        assertThat(all()).containsExactly("ohwx woman, close-up", "ohwx woman, smiling, in a park", "ohwx woman");
        assertThat(captions.previewTriggerFirst(ava)).isEmpty();
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
