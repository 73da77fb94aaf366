package io.understudy.datasets.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.ImmediateMeasuring;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.datasets.quality.MeasureTopic;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.StateBadge;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The page of a dataset while measures come in, and people's words against them. */
class LiveDatasetTest extends DatasetScreenTest {
    private static final String URL = "characters/ava-lindqvist/dataset";

    @Autowired
    private CaptionService captions;

    @Autowired
    private MeasureService measures;

    @Autowired
    private PhotoConsentService ledger;

    @Autowired
    private ImmediateMeasuring measuring;

    @Autowired
    private BackgroundReader readings;

    @BeforeEach
    void aSetWithACopy() {
        byte[] photo = TestPhotos.jpeg(1_200, 1_200, 7);
        take("one.jpg", photo);
        take("two.jpg", TestPhotos.saved(photo, 0.5f));
        take("three.jpg", TestPhotos.jpeg(1_200, 1_200, 8));
        // So that news of these pictures does not come while a page is being looked at.
        measuring.tell();
    }

    @Test
    void measuresAppearByThemselvesAndWhatCanBeClickedStaysTheSame() {
        UI.getCurrent().navigate(URL);
        assertThat(side()).contains("3 pictures are being measured");
        List<Component> before = clickable();

        measuring.all();
        shown();

        assertThat(side()).doesNotContain("being measured").contains("advice: copies");
        assertThat(clickable()).containsAll(before);
        assertThat(_get(DatasetView.class).getElement().getTextRecursively())
                .as("on the tile of the copy")
                .contains("copy");
    }

    @Test
    void whileThePointerIsOverTheNumbersTheyStay() {
        UI.getCurrent().navigate(URL);
        fire("mouseenter");

        measuring.all();
        shown();
        assertThat(side()).contains("3 pictures are being measured");

        fire("mouseleave");
        assertThat(side()).doesNotContain("being measured").contains("advice: copies");
    }

    @Test
    void whatSomebodyJustChangedIsNotOverwrittenByAnEarlierReading() {
        measuring.all();
        UI.getCurrent().navigate(URL);
        measures.correctShot(List.of(all().getFirst().id()), ShotType.CLOSE_UP, "");
        measuring.tell();
        // The page asks for a reading when it is notified of the change; before it comes, the person leaves a picture
        // out.
        MockVaadin.clientRoundtrip(false);
        _click(_find(NativeButton.class, spec -> spec.withText("Leave out")).getLast());
        readings.settled().join();
        MockVaadin.clientRoundtrip(false);

        assertThat(_find(NativeButton.class, spec -> spec.withText("Leave out")))
                .hasSize(2);
        assertThat(side()).containsPattern("Face close-ups\\s+1 of 8–10");
    }

    @Test
    void underAFilterOfMeasuresPicturesComeAndGoOnlyWhenAsked() {
        measuring.all();
        UI.getCurrent().navigate(URL, QueryParameters.of("filter", "SHOT_UNKNOWN"));
        assertThat(_find(DatasetPictureTile.class)).hasSize(3);

        measures.correctShot(List.of(all().getFirst().id()), ShotType.CLOSE_UP, "");
        measuring.tell();
        shown();

        assertThat(_find(DatasetPictureTile.class)).hasSize(3);
        _click(_get(Button.class, spec -> spec.withText("1 picture added or removed: show")));
        assertThat(_find(DatasetPictureTile.class)).hasSize(2);
        _assertNone(Button.class, spec -> spec.withText("1 picture added or removed: show"));
    }

    @Test
    void whatAColleagueLeavesOutIsSeenAtOnceAndWhatTheyRemoveIsAnnounced() {
        measuring.all();
        UI.getCurrent().navigate(URL);

        colleague(() -> datasets.exclude(all().getFirst().id()));
        assertThat(_find(DatasetPictureTile.class).getFirst().getElement().getTextRecursively())
                .contains("left out", "Include");

        colleague(() -> datasets.remove(List.of(all().get(1).id())));
        assertThat(_find(DatasetPictureTile.class)).hasSize(3);
        _click(_get(Button.class, spec -> spec.withText("1 picture added or removed: show")));
        assertThat(_find(DatasetPictureTile.class)).hasSize(2);
    }

    @Test
    void whatAColleagueWritesComesIntoCaptionsThatNobodyIsIn() {
        captions.save(all().getFirst().id(), "", "ohwx woman, smiling");
        UI.getCurrent().navigate(URL, QueryParameters.of("show", "captions"));
        TextArea mine = _get(TextArea.class, spec -> spec.withValue("ohwx woman, smiling"));
        send(mine, "focus", JsonMapper.shared().createObjectNode());

        colleague(() -> {
            captions.save(all().get(0).id(), "ohwx woman, smiling", "ohwx woman, serious");
            captions.save(all().get(1).id(), "", "ohwx woman, in the rain");
        });

        assertThat(_find(TextArea.class))
                .extracting(TextArea::getValue)
                .as("the caption that this person is in stays theirs")
                .containsExactly("ohwx woman, smiling", "ohwx woman, in the rain", "");
        assertThat(side()).contains("in the rain");
    }

    @Test
    void aPictureThatArrivesJoinsTheCaptions() {
        UI.getCurrent().navigate(URL, QueryParameters.of("show", "captions"));
        assertThat(_find(CaptionRow.class)).hasSize(3);

        colleague(() -> take("four.jpg", TestPhotos.jpeg(1_200, 1_200, 9)));

        assertThat(_find(CaptionRow.class)).hasSize(4);
    }

    /** Someone else does something in another session, and it reaches this page. */
    private void colleague(Runnable act) {
        SecurityContext mine = SecurityContextHolder.getContext();
        people.signIn(people.member("Jon"));
        act.run();
        SecurityContextHolder.setContext(mine);
        measuring.tell();
        shown();
    }

    @Test
    void theShotTypeOfChosenPicturesIsSaidOnceWithAReasonAndTakenBack() {
        measuring.all();
        UI.getCurrent().navigate(URL);
        choose(all().get(0).id(), all().get(2).id());
        _click(_get(Button.class, spec -> spec.withText("Shot type…")));
        _get(ShotTypeDialog.class);
        RadioButtonGroup<ShotType> shot = shots();
        shot.setValue(ShotType.FULL_BODY);
        _click(_get(Button.class, spec -> spec.withText("Save shot type")));
        assertThat(_get(TextField.class, spec -> spec.withLabel("Why?")).getErrorMessage())
                .startsWith("Say why");

        _setValue(_get(TextField.class, spec -> spec.withLabel("Why?")), "drawings");
        _click(_get(Button.class, spec -> spec.withText("Save shot type")));

        assertThat(names(PictureFilter.FULL_BODY)).containsExactly("one.jpg", "three.jpg");
        assertThat(measures.measuresOf(ava)
                        .of(all().getFirst().id())
                        .orElseThrow()
                        .correctedShot())
                .satisfies(said -> {
                    assertThat(said.by()).isEqualTo("Mara");
                    assertThat(said.reason()).isEqualTo("drawings");
                });
        _click(_get(Button.class, spec -> spec.withText("Undo")));
        assertThat(names(PictureFilter.FULL_BODY)).isEmpty();
    }

    @Test
    void aVerdictIsOverruledWithAReasonInTheViewerAndCountsAgainOnDemand() {
        measuring.all();
        UI.getCurrent().navigate(URL);
        _click(_find(NativeButton.class, spec -> spec.withClasses("picture-open"))
                .get(1));
        // Whether the networks are there or not, the copy is named last.
        _click(_find(Button.class, spec -> spec.withText("Accept picture as it is"))
                .getLast());
        TextField reason = _get(TextField.class, spec -> spec.withPlaceholder("Why?"));
        _setValue(reason, "the second one is retouched");
        _click(_get(Button.class, spec -> spec.withText("Save reason")));

        assertThat(_get(MeasuresPanel.class).getElement().getTextRecursively())
                .contains("Accepted by Mara: the second one is retouched");
        assertThat(copiesStand()).isFalse();

        _click(_get(Button.class, spec -> spec.withText("Use the measure again")));
        assertThat(copiesStand()).isTrue();
    }

    @Test
    void nearCopiesAreShownTogetherAndOneClickKeepsTheBest() {
        measuring.all();
        UI.getCurrent().navigate(URL);
        assertThat(side()).contains("1 picture is a near copy of 1 better one.");
        _click(_get(Button.class, spec -> spec.withText("Show groups")));
        assertThat(_get(CopyGroupsPanel.class).getElement().getTextRecursively())
                .contains("best", "one.jpg", "two.jpg", "enlarged to the size of its picture is often not found")
                .doesNotContain("three.jpg");

        _click(_get(_get(CopyGroupsPanel.class), Button.class, spec -> spec.withText("Keep the best")));
        assertThat(names(PictureFilter.EXCLUDED)).hasSize(1);
        assertThat(_get(CopyGroupsPanel.class).getElement().getTextRecursively())
                .contains("No near copies");

        _click(_get(Button.class, spec -> spec.withText("Undo")));
        assertThat(names(PictureFilter.EXCLUDED)).isEmpty();
    }

    @Test
    void theWallIsSortedAndFilteredByItsAddress() {
        measuring.all();
        Navigation.open(URL + "?sort=SMALLEST&advice=COPY&advice=NONSENSE&tag=sea&match=any");
        assertThat(_find(DatasetPictureTile.class)).hasSize(1);
        assertThat(_get(WallQueryButton.class).getElement().getTextRecursively())
                .contains("Smallest first, with “sea” or copy");

        _click(_get(_get(WallQueryButton.class), Button.class, spec -> spec.withText("Clear")));
        assertThat(_find(DatasetPictureTile.class)).hasSize(3);
    }

    private boolean copiesStand() {
        return measures.measuresOf(ava).toLookAt().stream()
                .flatMap(picture -> picture.standing().stream())
                .anyMatch(verdict -> verdict.topic() == MeasureTopic.COPY);
    }

    @Test
    void aSnapshotWithAWithdrawnPhotoIsMarkedInTheList() {
        datasets.freeze(ava, true);
        LedgerLine line = ledger.lines(ava, List.of(all().getFirst().id())).getFirst();
        ledger.withdraw(List.of(line.revision()), "asked by phone");

        UI.getCurrent().navigate(URL + "/snapshots");

        assertThat(_find(StateBadge.class))
                .extracting(badge -> badge.getElement().getTextRecursively())
                .contains("1 photo withdrawn");
    }

    @SuppressWarnings("unchecked")
    private static RadioButtonGroup<ShotType> shots() {
        return _get(RadioButtonGroup.class, spec -> spec.withLabel("They show"));
    }

    /** Lets what the page was notified of be read in the background, and shown. */
    private void shown() {
        MockVaadin.clientRoundtrip(false);
        readings.settled().join();
        MockVaadin.clientRoundtrip(false);
    }

    private static List<Component> clickable() {
        List<Component> all = new java.util.ArrayList<>(_find(DatasetPictureTile.class));
        all.addAll(_find(NativeButton.class));
        all.addAll(_find(_get(DatasetToolbar.class), Button.class));
        all.add(_get(_get(DatasetToolbar.class), Select.class));
        return all;
    }

    /** What is seen next to the pictures; what is hidden is not among it. */
    private static String side() {
        return _find(_get(DatasetSide.class), Component.class).stream()
                .map(component -> component.getElement().getText())
                .collect(Collectors.joining("\n"));
    }

    private static void fire(String event) {
        send(_get(DatasetSide.class), event, JsonMapper.shared().createObjectNode());
    }

    private static void choose(PictureId... pictures) {
        ObjectNode data = JsonMapper.shared().createObjectNode();
        data.set(
                "event.detail",
                JsonMapper.shared()
                        .valueToTree(List.of(pictures).stream()
                                .map(id -> id.value().toString())
                                .toList()));
        send(_get(PictureSelect.class), "chosen", data);
    }

    private static void send(Component component, String event, ObjectNode data) {
        fire(component, event, data);
    }

    private void take(String name, byte[] bytes) {
        intake.take(ava, name, new ByteArrayInputStream(bytes), PictureIntake.Progress.NOBODY);
    }

    private List<PictureSummary> all() {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 50).pictures();
    }

    private List<String> names(PictureFilter filter) {
        return datasets.pictures(ava, filter, 0, 50).pictures().stream()
                .map(PictureSummary::fileName)
                .toList();
    }
}
