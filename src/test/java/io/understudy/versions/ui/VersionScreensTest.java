package io.understudy.versions.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.identity.People;
import io.understudy.identity.Person;
import io.understudy.platform.ui.Navigation;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.review.ReviewRules;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("view")
class VersionScreensTest extends VersionsTest {
    @Autowired
    VersionSignals signals;

    @Test
    void aMakerAsksForReview() {
        VersionId id = draft();
        signIn(mara);
        open(id);

        assertThat(_get(H1.class).getText()).isEqualTo("ava-lindqvist_v1_1000steps");
        _click(_get(Button.class, spec -> spec.withText("Ask for review")));

        assertThat(details(id).state()).isEqualTo(VersionState.IN_REVIEW);
        assertThat(texts()).contains("in review");
    }

    @Test
    void theButtonsAreThoseOfTheTable() {
        VersionId id = inReview();
        signIn(jon);
        open(id);

        _assertOne(Button.class, spec -> spec.withText("Sign off"));
        _assertOne(Button.class, spec -> spec.withText("Send back…"));
        _assertNone(Button.class, spec -> spec.withText("Ask for review"));
        _assertNone(Button.class, spec -> spec.withText("Approve for production"));
    }

    @Test
    void whoSignedIsShownWithTheAccount() {
        VersionId id = signedOff();
        signIn(ines);
        open(id);

        assertThat(_find(Span.class, spec -> spec.withText("Jon signed off ")))
                .hasSize(2)
                .allSatisfy(act -> assertThat(act.getTitle()).hasValue("Account " + jon.accountId()));
    }

    @Test
    void thePageSaysInWordsWhyOneMayNotSign() {
        VersionId id = runs.finish(jon, mara);
        people.signIn(mara);
        reviews.submit(id, seen(id));
        signIn(jon);
        open(id);

        assertThat(_get(Button.class, spec -> spec.withText("Sign off")).isEnabled())
                .isFalse();
        assertThat(words(_get(Paragraph.class, spec -> spec.withId("why-not"))))
                .isEqualTo("Why can I not sign off? You launched run 41, so someone else signs: Ines can."
                        + " 6 of 6 checklist items are open.");
    }

    @Test
    void aReviewerTicksWithTheKeyboardAndPicksSamplesByThumbnail() {
        VersionId id = inReview();
        signIn(jon);
        open(id);

        press("1");
        _assertOne(Dialog.class);
        _setValue(
                _get(TextArea.class, spec -> spec.withLabel("What did you check, and what did you see?")), "The jaw.");
        _click(_get(Button.class, spec -> spec.withText("Tick item")));
        assertThat(texts()).anyMatch(text -> text.startsWith("Select at least 10 pictures that show it (0 selected)"));

        _click(_get(Button.class, spec -> spec.withText("Select all")));
        _click(_get(Button.class, spec -> spec.withText("Tick item")));

        _assertNone(Dialog.class);
        assertThat(details(id).card().ticked()).isEqualTo(1);
        assertThat(details(id).checklist().getFirst().tick()).isNotNull();
        assertThat(texts()).contains("1 of 6 ticked", "The jaw.");
    }

    @Test
    void tickAndNextLeadsThroughWhatIsOpen() {
        VersionId id = inReview();
        people.signIn(jon);
        checklist.tick(id, "body", "Looked.", List.of(Evidence.fact("Twelve of twelve.")));
        signIn(jon);
        open(id);

        press("1");
        _setValue(
                _get(TextArea.class, spec -> spec.withLabel("What did you check, and what did you see?")), "The jaw.");
        _click(_get(Button.class, spec -> spec.withText("Select all")));
        _click(_get(Button.class, spec -> spec.withText("Tick and next")));

        assertThat(_get(Dialog.class).getHeaderTitle()).isEqualTo("3. Works with different prompts");
        assertThat(texts()).contains("2 of 6 ticked").anyMatch(text -> text.endsWith("as in your last tick"));
    }

    @Test
    void severalItemsAreTickedByTheSamePicturesEachWithItsOwnWords() {
        VersionId id = inReview();
        signIn(jon);
        open(id);

        _click(_get(Button.class, spec -> spec.withText("Tick several items…")));
        _setValue(noteFor("1. Face is consistent across 10+ generations"), "The jaw.");
        _setValue(noteFor("2. Body proportions are accurate"), "The limbs.");
        _click(_get(Button.class, spec -> spec.withText("Tick items")));
        assertThat(noteFor("1. Face is consistent across 10+ generations").getErrorMessage())
                .startsWith("Select at least 10 pictures that show it (0 selected)");
        assertThat(details(id).card().ticked()).isZero();

        _click(_get(Button.class, spec -> spec.withText("Select all")));
        _click(_get(Button.class, spec -> spec.withText("Tick items")));

        _assertNone(Dialog.class);
        assertThat(texts()).contains("2 of 6 ticked", "The jaw.", "The limbs.");
    }

    @Test
    void withoutAnyNoteNothingIsTicked() {
        VersionId id = inReview();
        signIn(jon);
        open(id);

        _click(_get(Button.class, spec -> spec.withText("Tick several items…")));
        _click(_get(Button.class, spec -> spec.withText("Select all")));
        _click(_get(Button.class, spec -> spec.withText("Tick items")));

        assertThat(noteFor("1. Face is consistent across 10+ generations").isInvalid())
                .isTrue();
        assertThat(details(id).card().ticked()).isZero();
    }

    private static TextArea noteFor(String item) {
        return _get(TextArea.class, spec -> spec.withLabel(item));
    }

    @Test
    void whatSomebodyElseTickedMeanwhileIsShownBehindTheDialogThatStays() {
        VersionId id = inReview();
        signIn(jon);
        open(id);
        press("2");
        _setValue(
                _get(TextArea.class, spec -> spec.withLabel("What did you check, and what did you see?")),
                "The shoulders.");
        people.signIn(people.reviewer("Lin"));
        checklist.tick(id, "body", "Lin looked.", List.of(Evidence.fact("Twelve of twelve.")));
        signIn(jon);
        _click(_get(Button.class, spec -> spec.withText("Tick item")));

        assertThat(_get(TextArea.class, spec -> spec.withLabel("What did you check, and what did you see?"))
                        .getValue())
                .isEqualTo("The shoulders.");
        assertThat(texts()).contains("1 of 6 ticked", "Lin looked.");
        assertThat(texts()).anyMatch(text -> text.contains("was ticked by Lin meanwhile"));
    }

    @Test
    void aTickIsTakenBackWithAReason() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        signIn(jon);
        open(id);

        press("4");
        _click(_get(Button.class, spec -> spec.withText("Take back tick")));
        assertThat(reason().isInvalid()).isTrue();
        _setValue(reason(), "A smear.");
        _click(_get(Button.class, spec -> spec.withText("Take back tick")));

        _assertNone(Dialog.class);
        assertThat(texts()).contains("5 of 6 ticked", "changed just now");
    }

    @Test
    void whatIsUnfoldedStaysOpenWhenTheVersionChanges() throws Exception {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        checklist.untick(id, "face", "The chin changes.");
        checklist.untick(id, "body", "An arm is too long.");
        signIn(mara);
        open(id);
        folded("Why some actions are unavailable").setOpened(true);
        folded("taken-back-face").setOpened(true);

        people.signIn(jon);
        checklist.tick(id, "body", "Looked again.", List.of(Evidence.fact("Twelve of twelve.")));
        signIn(mara);
        hearSignals();

        assertThat(texts()).contains("5 of 6 ticked");
        assertThat(folded("Why some actions are unavailable").isOpened()).isTrue();
        assertThat(folded("taken-back-face").isOpened()).isTrue();
        assertThat(folded("taken-back-body").isOpened()).isFalse();

        Navigation.open(VersionRoutes.of(draft()));
        assertThat(folded("Why some actions are unavailable").isOpened())
                .as("of another version")
                .isFalse();
    }

    private static Details folded(String idOrSummary) {
        return _get(
                Details.class,
                spec -> spec.withPredicate(details ->
                        details.getId().orElseGet(details::getSummaryText).equals(idOrSummary)));
    }

    @Test
    void aMemberCannotTick() {
        VersionId id = inReview();
        signIn(mara);
        open(id);

        assertThat(_find(NativeButton.class, spec -> spec.withClasses("checklist-box")))
                .hasSize(6)
                .noneMatch(NativeButton::isEnabled);
        _assertNone(Button.class, spec -> spec.withText("Tick several items…"));
        press("1");
        _assertNone(Dialog.class);
    }

    @Test
    void aReviewerSignsOffAndSendsBack() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        signIn(jon);
        open(id);

        _click(_get(Button.class, spec -> spec.withText("Sign off")));
        confirm("Sign off");
        assertThat(details(id).state()).isEqualTo(VersionState.SIGNED_OFF);

        _click(_get(Button.class, spec -> spec.withText("Send back…")));
        _setValue(reason(), "The hands after all.");
        _click(_get(Button.class, spec -> spec.withText("Send back")));
        assertThat(details(id).state()).isEqualTo(VersionState.CHANGES_REQUESTED);
        assertThat(_find(Paragraph.class)).extracting(Paragraph::getText).contains("The hands after all.");
    }

    @Test
    void anAdminApprovesWithThePassword() {
        VersionId id = signedOff();
        signIn(ines);
        open(id);

        _click(_get(Button.class, spec -> spec.withText("Approve for production")));
        _setValue(_get(PasswordField.class), "not mine");
        _click(_get(Button.class, spec -> spec.withText("Approve version")));
        assertThat(_get(PasswordField.class).isInvalid()).isTrue();
        assertThat(details(id).state()).isEqualTo(VersionState.SIGNED_OFF);
        _setValue(_get(PasswordField.class), People.PASSWORD);
        _click(_get(Button.class, spec -> spec.withText("Approve version")));

        assertThat(details(id).state()).isEqualTo(VersionState.APPROVED);
    }

    @Test
    void whatChangedSinceIsShownInsteadOfStored() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        signIn(jon);
        open(id);
        jdbc.sql("update checklist_tick set note = 'The jaw drifts.' where version_id = ? and item_key = 'face'")
                .param(id.value())
                .update();

        _click(_get(Button.class, spec -> spec.withText("Sign off")));
        confirm("Sign off");

        assertThat(details(id).state()).isEqualTo(VersionState.IN_REVIEW);
        assertThat(texts()).contains("The jaw drifts.", "changed just now");
        assertThat(texts()).anyMatch(text -> text.contains("changed while you were looking, so nothing was saved"));
    }

    @Test
    void anOpenPageShowsWhatSomebodyElseDid() throws Exception {
        VersionId id = inReview();
        signIn(jon);
        open(id);
        assertThat(texts()).contains("0 of 6 ticked");

        people.signIn(people.reviewer("Lin"));
        checklist.tick(id, "body", "Lin looked.", List.of(Evidence.fact("Twelve of twelve.")));
        signIn(jon);
        hearSignals();

        assertThat(texts()).contains("1 of 6 ticked", "Lin looked.");
    }

    @Test
    void aStaleSignatureSaysWhatChangedAndIsGivenAgainInOneStep() {
        people.signIn(ines);
        rules.change(new ReviewRules(2, true));
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));
        people.signIn(people.reviewer("Lin"));
        checklist.untick(id, "body", "The arms.");
        checklist.tick(id, "body", "Looked again.", List.of(Evidence.fact("Fine.")));
        signIn(jon);
        open(id);
        assertThat(texts()).contains("stale", "0 of 2 sign-offs");
        assertThat(_find(ListItem.class))
                .extracting(item -> words(item))
                .anyMatch(text -> text.startsWith("Body proportions are accurate: was ticked again"));

        _click(_get(Button.class, spec -> spec.withText("Sign again")));
        _click(_get(Button.class, spec -> spec.withText("Sign what is there now")));

        assertThat(texts()).contains("1 of 2 sign-offs");
    }

    @Test
    void theFileIsOfferedUntilItIsRevoked() {
        VersionId id = approved();
        signIn(mara);
        open(id);
        Anchor download = _get(Anchor.class, spec -> spec.withText("Download"));
        assertThat(download.getHref()).isEqualTo(VersionRoutes.file(id));
        assertThat(download.getElement().getAttribute("download")).isEqualTo("ava-lindqvist_v1_1000steps.safetensors");

        people.signIn(ines);
        reviews.revoke(id, seen(id), "The consent was withdrawn.", proof());
        signIn(mara);
        UI.getCurrent().navigate("reviews");
        open(id);
        _assertNone(Anchor.class, spec -> spec.withText("Download"));
    }

    @Test
    void theInboxIsWalkedWithTheKeyboard() {
        inReview();
        VersionId second = inReview();
        signIn(jon);
        UI.getCurrent().navigate("reviews");
        assertThat(_find(H2.class)).extracting(H2::getText).contains("Waiting for your sign-off (2)");

        press("j");
        press("k");
        press("j");
        assertThat(_find(Span.class, spec -> spec.withClasses("visually-hidden")))
                .as("what is read out")
                .extracting(Span::getText)
                .contains(details(second).card().name() + ", In review");
        press("o");

        assertThat(UI.getCurrent().getInternals().getActiveViewLocation().getPath())
                .isEqualTo(VersionRoutes.of(second));
    }

    @Test
    void aSignsAndRSendsBackInTheInbox() {
        VersionId first = inReview();
        VersionId second = inReview();
        people.signIn(jon);
        tickAll(first);
        signIn(jon);
        UI.getCurrent().navigate("reviews");

        press("a");
        assertThat(details(first).state()).isEqualTo(VersionState.IN_REVIEW);
        confirm("Sign off");
        assertThat(details(first).state()).isEqualTo(VersionState.SIGNED_OFF);

        press("r");
        _setValue(reason(), "The hands.");
        _click(_get(Button.class, spec -> spec.withText("Send back")));
        assertThat(details(second).state()).isEqualTo(VersionState.CHANGES_REQUESTED);
    }

    @Test
    void itemsAreTickedInTheInboxWithTheirEvidenceInView() {
        inReview();
        VersionId second = inReview();
        people.signIn(jon);
        checklist.tick(
                second, "body", "Looked.", List.of(Evidence.fact("The shoulders are as wide as in the photos.")));
        signIn(jon);
        UI.getCurrent().navigate("reviews");
        press("j");
        assertThat(texts()).contains("The shoulders are as wide as in the photos.");

        press("4");
        _setValue(
                _get(TextArea.class, spec -> spec.withLabel("What did you check, and what did you see?")),
                "No smears.");
        _setValue(_get(TextArea.class, spec -> spec.withLabel("A written fact, if pictures cannot show it")), "None.");
        _click(_get(Button.class, spec -> spec.withText("Tick item")));

        assertThat(details(second).checklist().get(3).isTicked()).isTrue();
        assertThat(texts()).contains("2 of 6 ticked", "changed just now");
    }

    @Test
    @SuppressWarnings("unchecked")
    void peopleAreAskedByNameOnThePageOfTheVersion() {
        VersionId id = inReview();
        signIn(mara);
        open(id);

        _click(_get(Button.class, spec -> spec.withText("Ask people…")));
        MultiSelectComboBox<Person> people = _get(MultiSelectComboBox.class);
        _click(_get(Button.class, spec -> spec.withText("Ask people")));
        assertThat(people.isInvalid()).isTrue();
        assertThat(people.getErrorMessage()).isEqualTo("Select at least one person.");

        people.setValue(people.getListDataView()
                .getItems()
                .filter(person -> person.name().equals("Jon"))
                .toList());
        _click(_get(Button.class, spec -> spec.withText("Ask people")));

        signIn(jon);
        UI.getCurrent().navigate("reviews");
        assertThat(texts()).contains("Mara asks you");
    }

    @Test
    void anEmptyInboxSaysWhatComesHere() {
        signIn(jon);
        UI.getCurrent().navigate("reviews");

        assertThat(_find(H2.class)).extracting(H2::getText).containsExactly("You're all caught up");
    }

    @Test
    void theTabOfACharacterListsItsVersions() {
        draft();
        approved();
        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.tab("ava-lindqvist"));

        assertThat(_find(Anchor.class, spec -> spec.withClasses("tile-link")))
                .extracting(Anchor::getText)
                .containsExactly("v2 · 1000 steps", "v1 · 1000 steps");
        assertThat(texts()).contains("approved", "draft");
    }

    @Test
    void anotherPersonsDecisionMarksTheRowInReviewsAndOffersTheNewOrder() throws Exception {
        VersionId first = inReview();
        inReview();
        signIn(jon);
        UI.getCurrent().navigate("reviews");
        List<VersionId> before = reviewRows();

        people.signIn(people.reviewer("Lin"));
        reviews.sendBack(first, seen(first), "The hands.");
        signIn(jon);
        hearSignals();
        assertThat(reviewRows()).isEqualTo(before);
        assertThat(words(_find(ReviewRow.class).get(before.indexOf(first)))).contains("changes requested");
        assertThat(_find(H2.class)).extracting(H2::getText).contains("Waiting for your sign-off (2)");

        _click(_get(Button.class, spec -> spec.withText("Show")));
        assertThat(_find(H2.class)).extracting(H2::getText).contains("Waiting for your sign-off (1)");
        assertThat(reviewRows()).hasSize(2).last().isEqualTo(first);
    }

    @Test
    void aRowOfReviewsThatIsOpenedStaysWhereItIs() throws Exception {
        VersionId first = inReview();
        VersionId second = inReview();
        signIn(jon);
        UI.getCurrent().navigate("reviews");
        List<VersionId> before = reviewRows();

        people.signIn(people.reviewer("Lin"));
        reviews.sendBack(first, seen(first), "The hands.");
        signIn(jon);
        Navigation.open(VersionRoutes.REVIEWS + "?version=" + second.value());

        assertThat(reviewRows()).isEqualTo(before);
        _assertOne(Button.class, spec -> spec.withText("Show"));
        press("o");
        assertThat(UI.getCurrent().getInternals().getActiveViewLocation().getPath())
                .isEqualTo(VersionRoutes.of(second));
    }

    @Test
    void theAddressOfReviewsSaysTheFiltersAndTheVersionInFront() {
        inReview();
        inReview();
        signIn(jon);
        Navigation.open("reviews");
        _setValue(_get(Checkbox.class, spec -> spec.withLabel("Waiting for me")), true);
        VersionId second = reviewRows().get(1);
        String address = _get(_find(ReviewRow.class).get(1), Anchor.class).getHref();
        assertThat(address).startsWith("reviews?").contains("mine=1", "version=" + second.value());

        press("j");
        assertThat(UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations().stream()
                        .flatMap(script -> script.getInvocation().getParameters().stream()))
                .contains(address);

        press("o");
        Navigation.open(address);
        assertThat(_get(Checkbox.class, spec -> spec.withLabel("Waiting for me"))
                        .getValue())
                .isTrue();
        assertThat(_find(ReviewRow.class))
                .filteredOn(row -> row.hasClassName("current"))
                .extracting(ReviewRow::version)
                .containsExactly(second);
    }

    @Test
    void aVersionThatComesIsOfferedOnTheTabOfItsCharacter() throws Exception {
        draft();
        signIn(mara);
        Navigation.open(VersionRoutes.tab("ava-lindqvist"));
        List<String> before = versionLinks();

        draft();
        signIn(mara);
        hearSignals();
        assertThat(versionLinks()).isEqualTo(before);

        _click(_get(Button.class, spec -> spec.withText("Show")));
        assertThat(versionLinks()).hasSize(2).containsAll(before);
    }

    @Test
    void whatOthersDecideIsSaidInTheOpenDialogWhichKeepsTheText() throws Exception {
        VersionId id = inReview();
        signIn(jon);
        open(id);
        _click(_get(Button.class, spec -> spec.withText("Send back…")));
        _setValue(reason(), "The hands.");

        linSendsBack(id);
        hearSignals();

        assertOvertaken();
        assertThat(_find(DecisionNotice.class))
                .as("on the page, too")
                .hasSize(2)
                .allSatisfy(notice -> assertThat(words(notice))
                        .contains("Lin sent back", ": The jaw drifts.", "is now “changes requested”."));
    }

    @Test
    void aDecisionThatCameTooLateFindsTheSameSentenceInItsDialog() {
        VersionId id = inReview();
        signIn(jon);
        UI.getCurrent().navigate("reviews");
        press("r");
        _setValue(reason(), "The hands.");
        Button send = _get(_get(Dialog.class), Button.class, spec -> spec.withText("Send back"));

        linSendsBack(id);
        // Before the page has followed.
        send.click();

        assertOvertaken();
        assertThat(_find(ReviewRow.class)).extracting(ReviewRow::version).containsExactly(id);
        assertThat(details(id).decisions().getLast().by()).isEqualTo("Lin");
    }

    @Test
    void whatIsStillPossibleAfterTheDecisionOfAnotherIsDoneFromTheSameDialog() throws Exception {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        signIn(jon);
        open(id);
        _click(_get(Button.class, spec -> spec.withText("Send back…")));
        _setValue(reason(), "The hands.");

        people.signIn(people.reviewer("Lin"));
        reviews.signOff(id, seen(id));
        signIn(jon);
        hearSignals();
        assertThat(words(_get(Dialog.class))).contains("Lin signed off", "What you typed is kept.");
        confirm("Send back");

        assertThat(details(id).state()).isEqualTo(VersionState.CHANGES_REQUESTED);
        assertThat(words(_get(DecisionNotice.class))).isEmpty();
    }

    @Test
    @Tag("attack")
    void anOpenDialogSignsOnlyTheTicksThatWereSeenWhenItWasOpened() throws Exception {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        signIn(jon);
        open(id);
        _click(_get(Button.class, spec -> spec.withText("Sign off")));

        people.signIn(people.reviewer("Lin"));
        checklist.untick(id, "face", "Other pictures are better.");
        checklist.tick(id, "face", "The jaw drifts.", List.of(Evidence.fact("Nine of twelve.")));
        signIn(jon);
        hearSignals();
        confirm("Sign off");

        assertThat(details(id).state()).isEqualTo(VersionState.IN_REVIEW);
        assertThat(details(id).signatures()).isEmpty();
        assertThat(texts()).anyMatch(text -> text.contains("changed while you were looking, so nothing was saved"));
    }

    private void linSendsBack(VersionId id) {
        people.signIn(people.reviewer("Lin"));
        reviews.sendBack(id, seen(id), "The jaw drifts.");
        signIn(jon);
    }

    private static void assertOvertaken() {
        Dialog dialog = _get(Dialog.class);
        assertThat(words(dialog))
                .contains("Lin sent back", ": The jaw drifts.", "is now “changes requested”.")
                .contains("This is no longer possible. What you typed is kept.");
        assertThat(reason().getValue()).isEqualTo("The hands.");
        assertThat(_get(dialog, Button.class, spec -> spec.withText("Send back"))
                        .isEnabled())
                .isFalse();
        assertThat(_get(dialog, Button.class, spec -> spec.withText("Cancel")).isEnabled())
                .isTrue();
    }

    private static List<VersionId> reviewRows() {
        return _find(ReviewRow.class).stream().map(ReviewRow::version).toList();
    }

    private static List<String> versionLinks() {
        return _find(Anchor.class).stream()
                .map(Anchor::getHref)
                .filter(target -> target.startsWith("versions/"))
                .toList();
    }

    @AfterEach
    void hearWhatIsStillOnItsWay() throws Exception {
        hearSignals();
    }

    private static void confirm(String button) {
        _click(_get(_get(Dialog.class), Button.class, spec -> spec.withText(button)));
    }

    private static TextArea reason() {
        return _get(
                TextArea.class,
                spec -> spec.withPredicate(
                        area -> area.getLabel() != null && area.getLabel().endsWith("?")));
    }

    private static void open(VersionId id) {
        UI.getCurrent().navigate(VersionRoutes.of(id));
    }

    private void hearSignals() throws Exception {
        signals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
    }

    private static List<String> texts() {
        return _find(Span.class).stream().map(Span::getText).toList();
    }

    private static String words(Component component) {
        return component.getElement().getTextRecursively();
    }
}
