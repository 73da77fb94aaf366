package io.understudy.versions.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.github.mvysny.kaributesting.v10.BasicUtilsKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.Routes;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.identity.Role;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.storage.BlobHash;
import io.understudy.training.SamplePicture;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.ChecklistLine;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import io.understudy.versions.checklist.evidence.EvidencePictureService;
import io.understudy.versions.checklist.evidence.EvidenceUploadService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import tools.jackson.databind.node.JsonNodeFactory;

class TickDialogTest {
    private static final List<SamplePicture> SAMPLES = IntStream.range(0, 3)
            .mapToObj(number -> new SamplePicture(100, "in the rain", number, hash(number)))
            .toList();

    private static EvidenceUploadService sent = mock(EvidenceUploadService.class);

    @BeforeEach
    void nothingWasSent() {
        sent = mock(EvidenceUploadService.class);
    }

    @BeforeEach
    void openABrowser() {
        MockVaadin.setup(new Routes());
    }

    @AfterEach
    void closeIt() {
        MockVaadin.tearDown();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aTickThatWasNotStoredLeavesEverythingInTheDialogAndSaysWhy(RuntimeException refusal, String words) {
        open(List.of(), (note, evidence) -> {
            throw refusal;
        });
        _setValue(note(), "The jaw.");
        press(1);
        press(2);

        _click(_get(Button.class, spec -> spec.withText("Tick item")));

        _assertOne(Dialog.class);
        assertThat(note().getValue()).isEqualTo("The jaw.");
        assertThat(pressed()).containsExactly(1, 2);
        assertThat(_find(Span.class)).extracting(Span::getText).anyMatch(text -> text.startsWith(words));
    }

    static Object[][] refusals() {
        return new Object[][] {
            {new DomainException.Conflict("“Face” was ticked by Lin meanwhile"), "“Face” was ticked by Lin meanwhile"},
            {new OptimisticLockingFailureException("stale"), "Someone else saved this first"},
            {new DataAccessResourceFailureException("away"), "Something unexpected went wrong"},
            {DomainException.RuleViolation.in("evidence", "Select more pictures"), "Select more pictures"},
        };
    }

    @Test
    void aStoredTickClosesTheDialog() {
        open(List.of(), (note, evidence) -> assertThat(evidence).hasSize(1));
        press(0);

        _click(_get(Button.class, spec -> spec.withText("Tick item")));

        _assertNone(Dialog.class);
    }

    @Test
    void thePicturesThatWereChosenAreKeptAndPressedAgain() {
        open(List.of(), (note, evidence) -> {});
        press(0);
        press(2);
        String kept = kept();
        _get(Dialog.class).close();

        open(List.of(), (note, evidence) -> {});
        assertThat(pressed()).isEmpty();
        restore(kept);

        assertThat(pressed()).containsExactly(0, 2);
        assertThat(_find(Span.class)).extracting(Span::getText).contains("2 pictures selected");
    }

    @Test
    void onlyWhatThePersonChoseIsKept() {
        open(List.of(Evidence.sample(hash(1), "in the rain")), (note, evidence) -> {});
        assertThat(pressed()).containsExactly(1);
        assertThat(kept()).isEmpty();

        _click(_get(Button.class, spec -> spec.withText("Clear selection")));
        String none = kept();
        _get(Dialog.class).close();
        open(List.of(Evidence.sample(hash(1), "in the rain")), (note, evidence) -> {});
        restore(none);
        assertThat(pressed()).isEmpty();

        restore("");
        assertThat(pressed()).containsExactly(1);
    }

    @Test
    void uploadsThatTheStoreStillHasAreOfferedAgainAndOthersAreNot() {
        Evidence mine = Evidence.picture(hash(7), "uploaded: jaw.png");
        Evidence gone = Evidence.picture(hash(8), "uploaded: hand.png");
        when(sent.stillThere(List.of(mine, gone))).thenReturn(List.of(mine));
        List<Evidence> stored = new ArrayList<>();
        open(List.of(), (note, evidence) -> stored.addAll(evidence));

        restore(hash(1).hex() + " " + hash(7).hex() + "\n" + hash(7).hex() + " uploaded: jaw.png\n" + hash(8).hex()
                + " uploaded: hand.png\nno line of ours");

        assertThat(pressed()).containsExactly(1, 3);
        assertThat(_find(Span.class))
                .extracting(Span::getText)
                .contains("Pictures that you uploaded more than a day ago must be added again.");
        press(0);
        assertThat(kept()).contains(hash(7).hex() + " uploaded: jaw.png").doesNotContain("hand.png");
        _click(_get(Button.class, spec -> spec.withText("Tick item")));
        assertThat(stored).contains(mine).hasSize(3);
    }

    @Test
    void uploadedFilesAreThereAgainUntilTheyAreLeftOut() {
        Evidence mine = Evidence.file(hash(7), "hands measured.csv");
        when(sent.stillThere(List.of(mine))).thenReturn(List.of(mine));
        List<Evidence> stored = new ArrayList<>();
        ChecklistItem item =
                new ChecklistItem("face", 1, "face", "Look closely.", 0, Set.of(Evidence.Kind.FILE), Role.REVIEWER);
        new TickDialog(
                        new ChecklistLine(item, null, List.of(), List.of(), null),
                        line -> form(line, List.of(), (note, evidence) -> stored.addAll(evidence)),
                        after -> Optional.empty())
                .open();
        MockVaadin.clientRoundtrip(false);

        restore(hash(7).hex() + " hands measured.csv");
        Button out = _get(Button.class, spec -> spec.withText("Leave out"));
        assertThat(out.getAriaLabel()).contains("Leave out hands measured.csv");
        _click(out);
        _assertNone(Button.class, spec -> spec.withText("Leave out"));
        restore(hash(7).hex() + " hands measured.csv");
        _click(_get(Button.class, spec -> spec.withText("Tick item")));

        assertThat(stored).containsExactly(mine);
    }

    @Test
    void tickAndNextContinuesInTheSameDialogUntilNothingIsOpen() {
        List<String> ticked = new ArrayList<>();
        new TickDialog(
                        line("face", 1),
                        line -> form(
                                line,
                                List.of(),
                                (note, evidence) -> ticked.add(line.item().key() + ": " + note)),
                        item -> item.key().equals("face") ? Optional.of(line("body", 2)) : Optional.empty())
                .open();
        MockVaadin.clientRoundtrip(false);
        Dialog dialog = _get(Dialog.class);
        _setValue(note(), "The jaw.");
        _click(_get(Button.class, spec -> spec.withText("Tick and next")));

        assertThat(_get(Dialog.class)).isSameAs(dialog);
        assertThat(dialog.getHeaderTitle()).isEqualTo("2. body");
        assertThat(note().getValue()).isEmpty();
        _assertNone(Button.class, spec -> spec.withText("Tick and next"));
        _setValue(note(), "The arms.");
        _click(_get(Button.class, spec -> spec.withText("Tick item")));

        _assertNone(Dialog.class);
        assertThat(ticked).containsExactly("face: The jaw.", "body: The arms.");
    }

    @Test
    void tickAndNextStaysWithAnItemThatWasNotTicked() {
        new TickDialog(
                        line("face", 1),
                        line -> form(line, List.of(), (note, evidence) -> {
                            throw DomainException.RuleViolation.in("note", "Say what you checked.");
                        }),
                        item -> Optional.of(line("body", 2)))
                .open();
        MockVaadin.clientRoundtrip(false);
        _click(_get(Button.class, spec -> spec.withText("Tick and next")));

        assertThat(_get(Dialog.class).getHeaderTitle()).isEqualTo("1. face");
        assertThat(note().isInvalid()).isTrue();
    }

    private static void open(List<Evidence> earlier, TickForm.Tick tick) {
        new TickDialog(line("face", 1), line -> form(line, earlier, tick), item -> Optional.empty()).open();
        MockVaadin.clientRoundtrip(false);
    }

    private static ChecklistLine line(String key, int position) {
        ChecklistItem item =
                new ChecklistItem(key, position, key, "Look closely.", 1, Set.of(Evidence.Kind.SAMPLE), Role.REVIEWER);
        return new ChecklistLine(item, null, List.of(), List.of(), null);
    }

    private static TickForm form(ChecklistLine line, List<Evidence> earlier, TickForm.Tick tick) {
        return new TickForm(
                "tick/1/" + line.item().key(),
                line,
                SAMPLES,
                List.of(),
                earlier,
                mock(EvidencePictureService.class),
                mock(EvidenceFileService.class),
                sent,
                tick);
    }

    private static List<NativeButton> tiles() {
        return _find(NativeButton.class, spec -> spec.withClasses("evidence-tile"));
    }

    private static void press(int tile) {
        _click(tiles().get(tile));
    }

    private static List<Integer> pressed() {
        List<NativeButton> tiles = tiles();
        return IntStream.range(0, tiles.size())
                .filter(tile -> "true".equals(tiles.get(tile).getElement().getAttribute("aria-pressed")))
                .boxed()
                .toList();
    }

    private static TextArea note() {
        return _get(TextArea.class, spec -> spec.withLabel("What did you check, and what did you see?"));
    }

    private static String kept() {
        return _get(KeptChoice.class).getElement().getProperty("value");
    }

    private static void restore(String kept) {
        BasicUtilsKt._fireDomEvent(
                _get(KeptChoice.class),
                "change",
                JsonNodeFactory.instance.objectNode().put("element.value", kept));
    }

    private static BlobHash hash(int number) {
        return new BlobHash("%064x".formatted(number));
    }
}
