package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.captioning.CaptioningService;
import io.understudy.datasets.captions.CaptionFileService;
import io.understudy.datasets.captions.CaptionPrecedence;
import io.understudy.datasets.captions.CaptionUndoService;
import io.understudy.datasets.captions.text.CaptionReplacement;
import io.understudy.datasets.images.decoding.PictureEdit;
import io.understudy.datasets.intake.layouts.TrainerSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who writes captions or chooses the trigger word is a maker of what is trained with them. */
class FourEyesWordsTest extends FourEyesAcceptanceTest {
    private static final String MADE = "ohwx woman, portrait";

    @Autowired
    private CaptionUndoService undo;

    @Autowired
    private CaptionFileService captionFiles;

    @Autowired
    private CaptioningService captioning;

    @Test
    void whoWroteACaptionIsAMakerOfTheCropToo() {
        people.signIn(jon);
        captions.save(photos.get(0).id(), "", "ohwx woman, smiling");
        people.signIn(mara);
        edits.derive(photos.get(0).id(), new PictureEdit(0, 0, 0, 900, 900), true);

        assertJonIsKeptOut(trained(ava), "captioned 1 picture");
    }

    @Test
    void captionsThatAreWrittenOverByAnotherPersonKeepTheirAuthor() {
        people.signIn(jon);
        captions.save(photos.get(0).id(), "", "ohwx woman, smiling");
        people.signIn(mara);
        captions.save(photos.get(0).id(), "ohwx woman, smiling", MADE);

        assertJonIsKeptOut(trained(ava), "captioned 1 picture");
    }

    @Test
    void findAndReplaceAndTakingItBackAreCaptions() {
        photos.forEach(photo -> captions.save(photo.id(), "", MADE));
        people.signIn(jon);
        captions.apply(ava, new CaptionReplacement("portrait", "close-up", true, false));
        undo.undo(ava);

        assertJonIsKeptOut(trained(ava), "captioned 4 pictures");
    }

    @Test
    void captionFilesAreCaptions() throws IOException {
        people.signIn(jon);
        captionFiles.take(
                ava,
                captionFiles.read(
                        "1.txt",
                        new ByteArrayInputStream("ohwx woman, laughing".getBytes(StandardCharsets.UTF_8)),
                        new TrainerSettings(),
                        note -> {}),
                Map.of(),
                new CaptionPrecedence(file -> ""),
                true);

        assertJonIsKeptOut(trained(ava), "captioned 1 picture");
    }

    @Test
    void whoEmptiesACaptionIsAMaker() {
        captions.save(photos.get(0).id(), "", MADE);
        people.signIn(jon);
        captions.save(photos.get(0).id(), MADE, "");

        assertJonIsKeptOut(trained(ava), "captioned 1 picture");
    }

    @Test
    void whoTakesACaptionOfTheVisionModelIsAMaker() {
        people.signIn(jon);
        captioning.accept(photos.get(0).id(), "", "ohwx woman, in the rain");

        assertJonIsKeptOut(trained(ava), "captioned 1 picture");
    }

    @Test
    void theSameCaptionOnTheSamePictureBringsItsAuthor() {
        people.signIn(jon);
        captions.save(photos.get(0).id(), "", "ohwx woman, smiling");
        people.signIn(mara);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");
        upload(bo, "1.jpg", photo(1));
        upload(bo, "2.jpg", photo(2));
        assertThat(makers(trained(bo))).extracting(Contribution::name).containsExactly("Mara");

        captions.save(pictures(bo).getFirst().id(), "", "ohwx woman, smiling");

        assertJonIsKeptOut(trained(bo), "captioned 1 picture");
    }

    @Test
    void theSameCaptionOnAnotherPictureDoesNot() {
        people.signIn(jon);
        captions.save(photos.get(0).id(), "", "ohwx woman, smiling");
        people.signIn(mara);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");
        upload(bo, "7.jpg", photo(7));
        captions.save(pictures(bo).getFirst().id(), "", "ohwx woman, smiling");

        assertThat(makers(trained(bo))).extracting(Contribution::name).containsExactly("Mara");
    }

    @Test
    void whoChangesTheTriggerWordIsAMakerAlsoWhenItIsChangedBack() {
        people.signIn(jon);
        rename("woman", "sks woman");
        people.signIn(mara);
        rename("woman", "ohwx woman");

        assertJonIsKeptOut(trained(ava), "changed the trigger word");
    }

    @Test
    void whoChangesTheSubjectIsAMaker() {
        people.signIn(jon);
        rename("person", "ohwx person");

        assertJonIsKeptOut(trained(ava), "changed the trigger word and changed the subject");
    }

    @Test
    void whoOnlyDescribesTheCharacterIsNone() {
        people.signIn(jon);
        characters.edit(
                ava,
                characters.get(ava).rowVersion(),
                CharacterDraft.of("Ava L.", "woman", "ohwx woman", "Paints houses."));

        assertThat(makers(trained(ava))).extracting(Contribution::name).containsExactly("Mara");
    }

    @Test
    void whoCreatedTheCharacterChoseItsTriggerWord() {
        people.signIn(jon);
        CharacterId bo = character("Bo Ekman", "man", "zkj man");
        people.signIn(mara);
        upload(bo, "5.jpg", photo(5));

        assertJonIsKeptOut(trained(bo), "chose the trigger word");
    }
}
