package io.understudy.datasets.captions;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.identity.People;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.support.StudioTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
class CaptionProposalServiceTest {
    private static final List<String> FACTS = List.of("close-up", "facing the camera", "warm light from the left");

    @Autowired
    private CaptionProposalService proposals;

    @Autowired
    private CharacterService characters;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private PictureIntake intake;

    @Autowired
    private People people;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                       | ohwx woman, close-up, facing the camera, warm light from the left
                    ohwx woman,              | ohwx woman, close-up, facing the camera, warm light from the left
                    ohwx woman, Close-up     | ohwx woman, Close-up, facing the camera, warm light from the left
                    smiling in a park        | ohwx woman, smiling in a park, close-up, facing the camera, warm light from the left""")
    void whatWasMeasuredIsPutAfterTheTriggerWordAndWhatIsThere(String caption, String proposed) {
        assertThat(CaptionProposalService.proposed(caption, new TriggerWord("ohwx woman"), FACTS, ProposalScope.ALL))
                .isEqualTo(proposed);
    }

    @Test
    void whatAPersonWroteIsLeftAloneUnlessTheyAskForIt() {
        assertThat(CaptionProposalService.proposed(
                        "ohwx woman, park", new TriggerWord("ohwx woman"), FACTS, ProposalScope.EMPTY))
                .isEqualTo("ohwx woman, park");
        assertThat(CaptionProposalService.proposed(
                        "ohwx woman", new TriggerWord("ohwx woman"), FACTS, ProposalScope.EMPTY))
                .startsWith("ohwx woman, close-up");
    }

    @Test
    void aPictureOnWhichNothingIsMeasuredGetsNoProposal() {
        people.signIn(people.member("Mara"));
        CharacterId ava = TestDatasets.ava(characters);
        TestDatasets.fill(intake, datasets, ava, 1);
        assertThat(proposals.preview(ava, ProposalScope.ALL)).isEmpty();
        assertThat(proposals.apply(ava, ProposalScope.ALL).captions()).isZero();
    }
}
