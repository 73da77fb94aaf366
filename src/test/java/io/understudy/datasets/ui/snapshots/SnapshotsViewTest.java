package io.understudy.datasets.ui.snapshots;

import static com.github.mvysny.kaributesting.v10.ComboBoxKt.getSuggestionItems;
import static com.github.mvysny.kaributesting.v10.ComboBoxKt.setUserInput;
import static com.github.mvysny.kaributesting.v10.ContextMenuKt._clickItemWithCaption;
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
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.UnusableSnapshotSignals;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.datasets.snapshots.SnapshotSignals;
import io.understudy.datasets.snapshots.restore.SnapshotService;
import io.understudy.datasets.ui.CaptionDifference;
import io.understudy.datasets.ui.DatasetScreenTest;
import io.understudy.platform.ui.SearchField;
import io.understudy.support.SettableClock;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;

class SnapshotsViewTest extends DatasetScreenTest {
    private static final String URL = "characters/ava-lindqvist/dataset/snapshots";

    @Autowired
    private CaptionService captions;

    @Autowired
    private SnapshotService snapshots;

    @Autowired
    private PhotoConsentService ledger;

    @Autowired
    private SnapshotSignals signals;

    @Autowired
    private UnusableSnapshotSignals unusable;

    @Autowired
    private SettableClock clock;

    private PictureSummary picture;

    @BeforeEach
    void onePicture() {
        intake.take(
                ava,
                "1.jpg",
                new ByteArrayInputStream(TestPhotos.jpeg(1_024, 1_024, 1)),
                PictureIntake.Progress.NOBODY);
        picture = datasets.pictures(ava, PictureFilter.ALL, 0, 1).pictures().getFirst();
        captions.save(picture.id(), "", "ohwx woman, red coat");
    }

    @Test
    void theExportForATrainerSaysHowOftenAnEpochShowsThePicturesOfTheSnapshot() {
        intake.take(
                ava,
                "img/10_ohwx woman/2.jpg",
                new ByteArrayInputStream(TestPhotos.jpeg(1_024, 1_024, 2)),
                PictureIntake.Progress.NOBODY);
        snapshots.freeze(ava, "First set", true);
        // Only the dataset of today has it.
        intake.take(
                ava,
                "img/4_ohwx woman/3.jpg",
                new ByteArrayInputStream(TestPhotos.jpeg(1_024, 1_024, 3)),
                PictureIntake.Progress.NOBODY);
        UI.getCurrent().navigate(URL);

        _clickItemWithCaption(
                _get(MenuBar.class, spec -> spec.withPredicate(SnapshotsViewTest::isRowMenu)), "Export for a trainer…");

        IntegerField repeats = _get(IntegerField.class, spec -> spec.withLabel("Repeats"));
        assertThat(repeats.getValue()).isNull();
        assertThat(repeats.getHelperText()).contains("1 picture once, 1 picture 10 times");
        assertThat(_get(Anchor.class, spec -> spec.withText("Download")).getHref())
                .doesNotContain("repeats=");
        _setValue(repeats, 3);
        assertThat(_get(Anchor.class, spec -> spec.withText("Download")).getHref())
                .contains("repeats=3");
    }

    @Test
    void fewerThanFifteenPicturesAreFrozenOnlyAfterAWarningThatSaysWhy() {
        UI.getCurrent().navigate(URL);
        assertThat(text()).contains("No snapshot yet");
        _click(_get(Button.class, spec -> spec.withText("Freeze a snapshot")));
        assertThat(datasets.snapshots(ava, Pageable.ofSize(10))).isEmpty();
        assertThat(text(_get(Dialog.class))).contains("at least 15").contains("1 included picture");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name (optional)")), "First set");
        _click(_get(Button.class, spec -> spec.withText("Freeze anyway")));
        assertThat(snapshots
                        .page(ava, Pageable.ofSize(10))
                        .getContent()
                        .getFirst()
                        .name())
                .isEqualTo("First set");
        assertThat(text()).contains("First set").contains("no change");
    }

    @Test
    void theDifferenceBetweenAnyTwoIsReadWordByWordAndTheUrlSaysWhichTwo() {
        SnapshotSummary first = snapshots.freeze(ava, "First", true);
        captions.save(picture.id(), "ohwx woman, red coat", "ohwx woman, blue coat");
        SnapshotSummary second = snapshots.freeze(ava, "Second", true);
        captions.save(picture.id(), "ohwx woman, blue coat", "ohwx woman, green coat");
        UI.getCurrent()
                .navigate(
                        URL,
                        QueryParameters.simple(Map.of(
                                "from", first.id().brief(), "to", second.id().brief())));
        assertThat(changes()).isEqualTo("ohwx woman, redblue coat");
        SnapshotRow row = _get(SnapshotRow.class, spec -> spec.withPredicate(r -> text(r).contains("Second")));
        assertThat(_get(row, Anchor.class, spec -> spec.withClasses("snapshot-link"))
                        .getHref())
                .isEqualTo(DatasetRoutes.lineage(second.id()));
        _click(_get(row, Button.class, spec -> spec.withText("Compare with now")));
        assertThat(changes()).isEqualTo("ohwx woman, bluegreen coat");
    }

    @Test
    void restoringShowsWhatItWouldChangeAndCanBeTakenBack() {
        SnapshotSummary first = snapshots.freeze(ava, "First", true);
        captions.save(picture.id(), "ohwx woman, red coat", "ohwx woman, blue coat");
        UI.getCurrent().navigate(URL);
        _clickItemWithCaption(
                _get(MenuBar.class, spec -> spec.withPredicate(SnapshotsViewTest::isRowMenu)),
                "Restore into the dataset…");
        assertThat(text(_get(Dialog.class))).contains("1 caption changed").contains("frozen first");
        _click(_get(Button.class, spec -> spec.withText("Restore snapshot")));
        assertThat(caption()).isEqualTo("ohwx woman, red coat");
        assertThat(datasets.freeze(ava, true).id()).isEqualTo(first.id());
        _click(_get(_get(Notification.class), Button.class, spec -> spec.withText("Undo")));
        assertThat(caption()).isEqualTo("ohwx woman, blue coat");
    }

    @Test
    void aSnapshotIsRenamed() {
        snapshots.freeze(ava, "First", true);
        UI.getCurrent().navigate(URL);
        _clickItemWithCaption(_get(MenuBar.class, spec -> spec.withPredicate(SnapshotsViewTest::isRowMenu)), "Rename…");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name (optional)")), "Old");
        _click(_get(Button.class, spec -> spec.withText("Rename snapshot")));
        _assertNone(Dialog.class);
        assertThat(snapshots
                        .page(ava, Pageable.ofSize(10))
                        .getContent()
                        .getFirst()
                        .name())
                .isEqualTo("Old");
    }

    @Test
    void anOpenListFollowsWhatOthersFreezeRenameAndWithdraw() throws Exception {
        UI.getCurrent().navigate(URL);
        assertThat(text()).contains("No snapshot yet");

        SnapshotSummary first = snapshots.freeze(ava, "First", true);
        showChanges();
        assertThat(titles()).containsExactly("First");

        clock.advance(Duration.ofMinutes(1));
        captions.save(picture.id(), "ohwx woman, red coat", "ohwx woman, blue coat");
        snapshots.freeze(ava, "Second", true);
        snapshots.rename(first.id(), "Oldest");
        showChanges();
        assertThat(titles()).as("a name changes in its place").containsExactly("Oldest");
        _click(_get(Button.class, spec -> spec.withText("Show")));
        assertThat(titles()).containsExactly("Second", "Oldest");

        LedgerLine line = ledger.lines(ava, List.of(picture.id())).getFirst();
        ledger.withdraw(List.of(line.revision()), "asked by phone");
        showChanges();
        assertThat(_find(SnapshotRow.class))
                .hasSize(2)
                .allSatisfy(row -> assertThat(text(row)).contains("1 photo withdrawn"));
    }

    @Test
    void theListOfAnotherCharacterStaysAsItIs() throws Exception {
        CharacterId nova = characters
                .create(CharacterDraft.of("Nova Reyes", "woman", "sks woman", ""), null)
                .id();
        UI.getCurrent().navigate("characters/nova-reyes/dataset/snapshots");
        Button shown = _get(Button.class, spec -> spec.withText("Open the dataset"));

        snapshots.freeze(ava, "First", true);
        showChanges();

        assertThat(snapshots.page(nova, Pageable.ofSize(1))).isEmpty();
        assertThat(shown.isAttached()).isTrue();
    }

    private void showChanges() throws Exception {
        signals.settled().get(2, TimeUnit.MINUTES);
        unusable.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
    }

    private static List<String> titles() {
        return _find(SnapshotRow.class).stream()
                .map(row -> _get(row, Span.class, spec -> spec.withClasses("panel-title"))
                        .getText())
                .toList();
    }

    @Test
    void aLongListShowsAPageAtATimeAndEachOfItCanBeComparedWith() {
        String caption = "ohwx woman, red coat";
        for (int i = 1; i <= 21; i++) {
            captions.save(picture.id(), caption, "ohwx woman, coat " + i);
            caption = "ohwx woman, coat " + i;
            clock.advance(Duration.ofMinutes(1));
            snapshots.freeze(ava, "Set " + i, true);
        }
        UI.getCurrent().navigate(URL);
        assertThat(_find(SnapshotRow.class)).hasSize(20);

        _setValue(_get(SearchField.class), "set 1");
        assertThat(_find(SnapshotRow.class)).hasSize(12);
        ComboBox<SnapshotLine> from = comboBox();
        setUserInput(from, "Set 1");
        assertThat(getSuggestionItems(from)).hasSize(12);
        _setValue(from, getSuggestionItems(from).getLast());

        assertThat(changes()).isEqualTo("ohwx woman, coat 121");
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<SnapshotLine> comboBox() {
        return _get(ComboBox.class, spec -> spec.withLabel("From"));
    }

    private static boolean isRowMenu(MenuBar menu) {
        return menu.getParent()
                .filter(parent -> parent.hasClassName("snapshot-row"))
                .isPresent();
    }

    private String caption() {
        return datasets.picture(picture.id()).caption();
    }

    private static String changes() {
        return _get(CaptionDifference.class).getElement().getChild(1).getTextRecursively();
    }

    private static String text() {
        return text(_get(SnapshotsView.class));
    }

    private static String text(Component component) {
        return component.getElement().getTextRecursively();
    }
}
