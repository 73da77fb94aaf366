package io.understudy.datasets;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.captions.CaptionChange;
import io.understudy.datasets.captions.CaptionProposalService;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.captions.CaptionStep;
import io.understudy.datasets.captions.CaptionUndoResult;
import io.understudy.datasets.captions.CaptionUndoService;
import io.understudy.datasets.captions.ProposalScope;
import io.understudy.datasets.captions.text.CaptionAffix;
import io.understudy.datasets.captions.text.CaptionEdit;
import io.understudy.datasets.captions.text.CaptionReplacement;
import io.understudy.datasets.captions.text.CaptionTagEdit;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.captions.text.TriggerFirst;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.Composition;
import io.understudy.datasets.quality.DatasetMeasures;
import io.understudy.datasets.quality.MeasureRepository;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.datasets.quality.MeasureTopic;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.quality.vision.Exposure;
import io.understudy.datasets.quality.vision.Face;
import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.datasets.quality.vision.PerceptualHash;
import io.understudy.datasets.quality.vision.PictureMeter;
import io.understudy.datasets.quality.vision.PictureReading;
import io.understudy.datasets.quality.vision.Sharpness;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.datasets.snapshots.restore.SnapshotService;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.CompositionTarget;
import io.understudy.support.PageTest;
import io.understudy.support.SettableClock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What a dataset promises: one caption holds up no other, and only pictures that teach something count for the guide.
 */
@Tag("once")
class DatasetAcceptanceTest extends PageTest {
    private static final String URL = "characters/ava-lindqvist/dataset";
    private static final int LONGEST = 2_000;

    @Autowired
    private CharacterService characters;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private SnapshotService snapshots;

    @Autowired
    private CaptionService captions;

    @Autowired
    private CaptionProposalService proposals;

    @Autowired
    private CaptionUndoService undo;

    @Autowired
    private MeasureService measures;

    @Autowired
    private MeasureRepository rows;

    @Autowired
    private PictureIntake intake;

    @Autowired
    private SettableClock clock;

    private CharacterId ava;

    @BeforeEach
    void avaIsThere() {
        signIn(people.member("Mara"));
        ava = TestDatasets.ava(characters);
    }

    @Test
    void aCaptionAtTheLimitIsLeftOutOfABulkEditAndNamedAndTheOthersChange() {
        captioned("smiling", "x".repeat(LONGEST), "in a park");

        CaptionStep step = captions.apply(ava, new TriggerFirst());

        assertThat(step.captions()).isEqualTo(2);
        assertThat(step.leftOut())
                .singleElement()
                .satisfies(left ->
                        assertThat(left.whyLeftOut()).matches("2\\.jpg would have 2.012 of at most 2.000 characters"));
        assertThat(captions()).containsExactly("ohwx woman, smiling", "x".repeat(LONGEST), "ohwx woman, in a park");
        assertThat(undo.undo(ava, step))
                .extracting(CaptionUndoResult::changed, CaptionUndoResult::left)
                .containsExactly(2, 0);
        assertThat(captions()).containsExactly("smiling", "x".repeat(LONGEST), "in a park");
        assertThat(undo.redo(ava).changed()).isEqualTo(2);
        assertThat(captions()).containsExactly("ohwx woman, smiling", "x".repeat(LONGEST), "ohwx woman, in a park");
    }

    @Test
    void everyBulkEditLeavesOutOnlyWhatWouldBecomeTooLong() {
        String full = "red, " + "x".repeat(LONGEST - 5);
        for (CaptionEdit edit : List.of(
                new CaptionReplacement("red", "crimson", true, false),
                new CaptionAffix("", "daylight"),
                new CaptionTagEdit("red", "scarlet"),
                new TriggerFirst())) {
            captioned("red coat, red", full);

            List<CaptionChange> preview = captions.preview(ava, edit);
            CaptionStep step = captions.apply(ava, edit);

            assertThat(preview).as(edit.words()).extracting(CaptionChange::fits).containsExactly(true, false);
            assertThat(step.captions()).as(edit.words()).isEqualTo(1);
            assertThat(step.leftOut())
                    .as(edit.words())
                    .extracting(CaptionChange::fileName)
                    .containsExactly("2.jpg");
            assertThat(captions()).as(edit.words()).last().isEqualTo(full);
        }
    }

    @Test
    void aProposalThatDoesNotFitIsNamedInsteadOfMissingWithoutAWord() {
        captioned("ohwx woman, smiling", "x".repeat(LONGEST));
        all().forEach(picture -> measures.correctShot(List.of(picture.id()), ShotType.CLOSE_UP, ""));
        all().forEach(picture -> face(picture, 1, null));

        CaptionStep step = proposals.apply(ava, ProposalScope.ALL);

        assertThat(step.captions()).isEqualTo(1);
        assertThat(step.leftOut()).extracting(CaptionChange::fileName).containsExactly("2.jpg");
        assertThat(captions())
                .first()
                .asString()
                .startsWith("ohwx woman, smiling, ")
                .contains("close-up");
    }

    @Test
    void theScreenSaysWhichCaptionsWereLeftOutAndShowsThem() {
        captioned("smiling", "x".repeat(LONGEST), "in a park");
        UI.getCurrent().navigate(URL, QueryParameters.of("show", "captions"));
        _click(_get(Button.class, spec -> spec.withText("Put it first everywhere")));

        Notification said = _get(Notification.class);
        assertThat(text(said)).contains("2 captions changed.", "1 caption was left out: 2.jpg would have");
        _click(_get(said, Button.class, spec -> spec.withText("Show")));

        assertThat(_find(TextArea.class)).extracting(TextArea::getValue).containsExactly("x".repeat(LONGEST));
        _click(_get(Button.class, spec -> spec.withText("Show all captions")));
        assertThat(_find(TextArea.class)).hasSize(3);
    }

    @Test
    void findAndReplaceSaysBeforehandWhatItLeavesOut() {
        captioned("a red coat", "red" + "x".repeat(LONGEST - 3));
        UI.getCurrent().navigate(URL, QueryParameters.of("show", "captions"));
        _click(_get(Button.class, spec -> spec.withText("Find and replace")));
        _setValue(_get(TextField.class, spec -> spec.withLabel("Find")), "red");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Replace with")), "crimson");

        assertThat(_find(Component.class, spec -> spec.withClasses("left-out-captions")))
                .singleElement()
                .satisfies(warning -> assertThat(text(warning)).contains("1 caption was left out: 2.jpg"));
        _click(_get(Button.class, spec -> spec.withText("Replace in 1 caption")));

        assertThat(captions()).containsExactly("a crimson coat", "red" + "x".repeat(LONGEST - 3));
    }

    @Test
    void aCaptionThatIsCutOnItsWayInLeavesRoomForTheTriggerWord() {
        byte[] words = "long hair, ".repeat(300).getBytes(StandardCharsets.UTF_8);
        CaptionText.FromFile cut = CaptionText.ofFile(words);
        assertThat(cut.note()).contains("was cut to", "room for the trigger word");
        captioned(cut.text());

        assertThat(captions.apply(ava, new TriggerFirst()).leftOut()).isEmpty();
        assertThat(captions())
                .singleElement()
                .asString()
                .startsWith("ohwx woman, long hair, ")
                .endsWith("hair");
        assertThat(CaptionText.ofFile("é".repeat(2_500).getBytes(StandardCharsets.UTF_8))
                        .text())
                .hasSizeLessThan(LONGEST - "ohwx woman, ".length());
    }

    @Test
    void copiesOfOnePhotoDoNotCountForTheGuide() {
        threeOfOnePhotoAndTwoOthers();

        DatasetMeasures set = measures.measuresOf(ava);

        assertThat(set.count()).isEqualTo(new GuideCount(5, 2, 0));
        assertThat(have(set, CompositionTarget.FACE_CLOSE_UPS)).isEqualTo(3);
        assertThat(set.count().words()).isEqualTo("5 pictures, of these 3 count: 2 are copies");
        assertThat(names(PictureFilter.NOT_COUNTED))
                .as("2.jpg is the largest file")
                .containsExactly("1.jpg", "3.jpg");
        assertThat(names(PictureFilter.CLOSE_UPS)).containsExactly("2.jpg", "4.jpg", "5.jpg");
    }

    @Test
    void aCopyCountsAgainWhenAPersonSaysItIsNoneOrTheOtherIsLeftOut() {
        threeOfOnePhotoAndTwoOthers();
        measures.overrule(all().get(0).id(), MeasureTopic.COPY, "another expression");
        assertThat(measures.measuresOf(ava).count()).isEqualTo(new GuideCount(5, 1, 0));
        measures.withdraw(all().get(0).id(), MeasureTopic.COPY);
        assertThat(measures.measuresOf(ava).count()).isEqualTo(new GuideCount(5, 2, 0));

        datasets.exclude(all().get(1).id());
        assertThat(measures.measuresOf(ava).count())
                .as("the next one counts in its place")
                .isEqualTo(new GuideCount(4, 1, 0));
        datasets.exclude(all().get(0).id());
        assertThat(measures.measuresOf(ava).count()).isEqualTo(new GuideCount(3, 0, 0));
        assertThat(have(measures.measuresOf(ava), CompositionTarget.FACE_CLOSE_UPS))
                .isEqualTo(3);
    }

    @Test
    void anotherPersonDoesNotCountUntilSomeoneSaysItIsTheSame() {
        fiveOfOnePersonAndAStranger();
        PictureId stranger = all().getLast().id();

        DatasetMeasures set = measures.measuresOf(ava);
        assertThat(set.count()).isEqualTo(new GuideCount(6, 0, 1));
        assertThat(have(set, CompositionTarget.FACE_CLOSE_UPS)).isEqualTo(5);
        assertThat(set.consistency()).isEqualTo(5.0 / 6);

        measures.overrule(stranger, MeasureTopic.IDENTITY, "it is her, with a wig");

        set = measures.measuresOf(ava);
        assertThat(set.count()).isEqualTo(new GuideCount(6, 0, 0));
        assertThat(have(set, CompositionTarget.FACE_CLOSE_UPS)).isEqualTo(6);
        assertThat(set.consistency()).isEqualTo(1.0);
    }

    @Test
    void ofCopiesOneCountsAlsoWhenTheFirstShowsAnotherPerson() {
        fiveOfOnePersonAndAStranger();
        TestDatasets.take(intake, ava, "7.jpg", TestDatasets.photo(7));
        face(all().getLast(), 6, of(0));
        assertThat(measures.measuresOf(ava)
                        .of(all().get(5).id())
                        .orElseThrow()
                        .copyOf()
                        .fileName())
                .as("of what shows the right person")
                .isEqualTo("7.jpg");

        assertThat(measures.measuresOf(ava).count()).isEqualTo(new GuideCount(7, 0, 1));
    }

    @Test
    void whatWasLeftOutNeitherCountsNorIsNamed() {
        threeOfOnePhotoAndTwoOthers();
        datasets.exclude(all().get(2).id());
        datasets.exclude(all().get(4).id());

        assertThat(measures.measuresOf(ava).count()).isEqualTo(new GuideCount(3, 1, 0));
        assertThat(names(PictureFilter.NOT_COUNTED)).containsExactly("1.jpg");
    }

    @Test
    void thePanelsSayHowManyCountWhyTheOthersDoNotAndShowThem() {
        threeOfOnePhotoAndTwoOthers();
        UI.getCurrent().navigate(URL);

        assertThat(side()).contains("3 of 30–50", "3 of at least 15 pictures", "3 of 8–10");
        NativeButton why = _find(NativeButton.class, spec -> spec.withClasses("composition-row"))
                .getFirst();
        assertThat(text(why)).contains("5 pictures, of these 3 count: 2 are copies");
        _click(why);

        assertThat(_find(NativeButton.class, spec -> spec.withText("Leave out")))
                .hasSize(2);
    }

    @Test
    void aSetWithoutCopiesSaysNothingOfThem() {
        TestDatasets.fill(intake, datasets, ava, 2);
        UI.getCurrent().navigate(URL);

        assertThat(side()).contains("2 of 30–50").doesNotContain("of these");
    }

    @Test
    void theLaunchFormCountsAlikeAndAsksForAConfirmation() {
        sixteenPicturesOfWhichFourteenCount();
        UI.getCurrent().navigate("runs/new", QueryParameters.of("character", "ava-lindqvist"));

        assertThat(page()).contains("16 pictures, of these 14 count: 2 are copies", "14 of at least 15 pictures");
        assertThat(_get(Anchor.class, spec -> spec.withText("Show what does not count"))
                        .getHref())
                .isEqualTo("characters/ava-lindqvist/dataset?filter=NOT_COUNTED");
        _get(Checkbox.class, spec -> spec.withLabel("Train on fewer pictures than the guide asks for"));
    }

    @Test
    void fewPicturesThatCountAreFrozenOnlyWhenAPersonMeansIt() {
        sixteenPicturesOfWhichFourteenCount();

        assertThatThrownBy(() -> datasets.freeze(ava, false))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("of these 14 count");
        assertThatThrownBy(() -> snapshots.freeze(ava, "", false)).isInstanceOf(DomainException.RuleViolation.class);
        assertThat(datasets.freeze(ava, true).pictures()).isEqualTo(16);

        measures.overrule(all().get(0).id(), MeasureTopic.COPY, "it is another one");
        assertThat(datasets.freeze(ava, false).pictures()).isEqualTo(16);
    }

    @Test
    void theLaunchFormHasNoQuestionWhenEnoughCount() {
        TestDatasets.fill(intake, datasets, ava, 15);
        UI.getCurrent().navigate("runs/new", QueryParameters.of("character", "ava-lindqvist"));

        assertThat(page()).doesNotContain("of these");
        _assertNone(Checkbox.class, spec -> spec.withLabel("Train on fewer pictures than the guide asks for"));
    }

    @Test
    void aSnapshotCountsAsItWasFrozen() {
        threeOfOnePhotoAndTwoOthers();
        SnapshotId snapshot = datasets.freeze(ava, true).id();
        datasets.remove(List.of(all().get(0).id()));

        assertThat(measures.measuresIn(snapshot).count()).isEqualTo(new GuideCount(5, 2, 0));
    }

    private void threeOfOnePhotoAndTwoOthers() {
        fill(5);
        List<PictureSummary> all = all();
        for (int i = 0; i < all.size(); i++) {
            face(all.get(i), Math.max(0, i - 2), null);
        }
    }

    private void sixteenPicturesOfWhichFourteenCount() {
        fill(16);
        List<PictureSummary> all = all();
        for (int i = 0; i < all.size(); i++) {
            face(all.get(i), Math.max(0, i - 2), null);
        }
    }

    private void fiveOfOnePersonAndAStranger() {
        fill(6);
        List<PictureSummary> all = all();
        for (int i = 0; i < all.size(); i++) {
            face(all.get(i), i + 1, of(i == 5 ? 1 : 0));
        }
    }

    private void fill(int pictures) {
        TestDatasets.fill(intake, datasets, ava, pictures);
    }

    private void face(PictureSummary picture, int look, @Nullable FaceEmbedding identity) {
        FaceBox box = new FaceBox(0.25, 0.125, 0.5, 0.375);
        // Far apart for different numbers: each has bits of its own.
        long bits = new Random(look).nextLong();
        rows.put(
                picture.id(),
                PictureMeter.METHOD,
                new PictureReading(
                        new PerceptualHash(bits, Long.reverse(bits)),
                        new Sharpness(80, true, null),
                        new Exposure(0.5, 0, 0),
                        true,
                        List.of(new Face(box, 1, 0, 0, 5 * look, box.height())),
                        ShotType.CLOSE_UP,
                        null,
                        null,
                        null,
                        identity),
                identity != null,
                clock.instant());
    }

    /** Faces of the same number are of one person, those of different numbers are not. */
    private static FaceEmbedding of(int person) {
        float[] values = new float[FaceEmbedding.LENGTH];
        values[person] = 1;
        return new FaceEmbedding(values);
    }

    private static int have(DatasetMeasures set, CompositionTarget target) {
        return set.composition().rows().stream()
                .filter(row -> row.target() == target)
                .mapToInt(Composition.Row::have)
                .sum();
    }

    /** Gives the pictures of the dataset these captions, in order; adds the pictures when there are none. */
    private void captioned(String... texts) {
        if (all().isEmpty()) {
            fill(texts.length);
        }
        List<PictureSummary> all = all();
        for (int i = 0; i < texts.length; i++) {
            captions.save(all.get(i).id(), all.get(i).caption(), texts[i]);
        }
    }

    private List<String> captions() {
        return all().stream().map(PictureSummary::caption).toList();
    }

    private List<PictureSummary> all() {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 500).pictures();
    }

    private List<String> names(PictureFilter filter) {
        return datasets.pictures(ava, filter, 0, 500).pictures().stream()
                .map(PictureSummary::fileName)
                .toList();
    }

    private static String side() {
        return _find(Component.class, spec -> spec.withClasses("dataset-side")).stream()
                .map(DatasetAcceptanceTest::text)
                .collect(Collectors.joining());
    }

    private static String page() {
        return _find(Component.class, spec -> spec.withClasses("panel")).stream()
                .map(DatasetAcceptanceTest::text)
                .collect(Collectors.joining());
    }

    private static String text(Component component) {
        return component.getElement().getTextRecursively();
    }
}
