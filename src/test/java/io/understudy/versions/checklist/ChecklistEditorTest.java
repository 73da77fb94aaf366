package io.understudy.versions.checklist;

import static io.understudy.support.StatementCounter.statementsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.BasicUtilsKt;
import com.github.mvysny.kaributesting.v10.LocatorJ;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.internal.PendingJavaScriptInvocation;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.Role;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.checklist.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;
import org.springframework.security.access.AccessDeniedException;
import tools.jackson.databind.node.JsonNodeFactory;

@Tag("rules")
class ChecklistEditorTest extends VersionsTest {
    @Autowired
    ChecklistEditor editor;

    @Test
    void theGuidesSixItemsComeWithTheProduct() {
        people.signIn(mara);

        assertThat(editor.editions(Pageable.ofSize(10))).singleElement().satisfies(edition -> {
            assertThat(edition.number()).isEqualTo(1);
            assertThat(edition.by()).isNull();
            assertThat(edition.items()).extracting(ChecklistItem::key).containsExactlyElementsOf(ITEMS);
            assertThat(edition.items()).allMatch(item -> item.tickedBy() == Role.REVIEWER);
        });
    }

    @Test
    void aNewEditionCountsForWhatIsBornFromThenOn() {
        VersionId before = inReview();
        publishOneItem(Set.of(Evidence.Kind.FACT), Role.REVIEWER);
        VersionId after = inReview();

        people.signIn(jon);
        assertThat(details(before).checklist()).hasSize(6);
        assertThat(details(before).checklistEdition()).isEqualTo(1);
        assertThat(details(after).checklist())
                .singleElement()
                .satisfies(line -> assertThat(line.item().title()).isEqualTo("Hands have five fingers"));
        assertThat(details(after).checklistEdition()).isEqualTo(2);
    }

    @Test
    void theEditionsOfAPageAreReadAtOnce() {
        publishOneItem(Set.of(Evidence.Kind.FACT), Role.REVIEWER);

        assertThat(statementsOf(
                        () -> assertThat(editor.editions(Pageable.ofSize(10))).hasSize(2)))
                .isEqualTo(3);
    }

    @Test
    void theScreenShowsTheEditionsPageByPage() {
        people.signIn(ines);
        for (int edition = 1; edition <= 11; edition++) {
            editor.publish(edition, List.of(hands(Set.of(Evidence.Kind.FACT), Role.REVIEWER)), "Change " + edition);
        }
        signIn(ines);
        UI.getCurrent().navigate(VersionRoutes.CHECKLIST);
        assertThat(editions()).hasSize(10).startsWith("Edition 12").endsWith("Edition 3");

        LocatorJ._click(buttons("Next page").getFirst());

        assertThat(editions()).containsExactly("Edition 2", "Edition 1");
    }

    private static List<String> editions() {
        return LocatorJ._find(Details.class).stream()
                .map(edition -> edition.getSummary().getElement().getTextRecursively())
                .filter(words -> words.startsWith("Edition "))
                .map(words -> words.substring(0, words.indexOf(',')))
                .toList();
    }

    @Test
    @Tag("twice")
    void aDraftOfAnItemThatSomeoneRemovedKeepsItsTitle() {
        people.signIn(ines);
        editor.publish(1, List.of(hands(Set.of(Evidence.Kind.FACT), Role.REVIEWER)), "Only hands.");
        signIn(ines);
        UI.getCurrent().navigate(VersionRoutes.CHECKLIST);

        restore("Items", "hands,face");

        assertThat(titles()).containsExactly("Hands have five fingers", "Face is consistent across 10+ generations");
    }

    @Test
    void anItemTakesOnlyTheEvidenceItNames() {
        publishOneItem(Set.of(Evidence.Kind.SAMPLE, Evidence.Kind.PICTURE), Role.REVIEWER);
        VersionId id = inReview();
        people.signIn(jon);

        assertThatThrownBy(() -> checklist.tick(id, "hands", "Counted.", List.of(Evidence.fact("Five."))))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("“Hands have five fingers” does not take a written fact; it takes samples of the run and"
                        + " uploaded pictures.");
    }

    @Test
    void anItemForAdminsIsTickedByAdminsOnly() {
        publishOneItem(Set.of(Evidence.Kind.FACT), Role.ADMIN);
        VersionId id = inReview();
        List<Evidence> evidence = List.of(Evidence.fact("Five."));
        people.signIn(jon);
        assertThatThrownBy(() -> checklist.tick(id, "hands", "Counted.", evidence))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("\"Hands have five fingers\" is ticked by admins only.");

        people.signIn(ines);
        checklist.tick(id, "hands", "Counted.", evidence);
        assertThat(Objects.requireNonNull(details(id).checklist().getFirst().tick())
                        .tickedBy())
                .isEqualTo("Ines");
    }

    @Test
    void ofTwoEditionsFromTheSameOneCounts() {
        publishOneItem(Set.of(Evidence.Kind.FACT), Role.REVIEWER);

        assertThatThrownBy(() -> editor.publish(1, List.of(hands(Set.of(Evidence.Kind.FACT), Role.REVIEWER)), "Again."))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("Someone published a newer edition while you edited edition 1");
    }

    @Test
    void anItemThatNobodyCouldTickIsRefused() {
        people.signIn(ines);
        refused(hands(Set.of(), Role.REVIEWER), "accepts no kind of evidence");
        refused(hands(Set.of(Evidence.Kind.FACT), Role.MEMBER), "is ticked by reviewers or by admins");
        refused(new ChecklistItem("hands", 1, " ", "", 0, Set.of(Evidence.Kind.FACT), Role.REVIEWER), "needs a title");
        refused(
                new ChecklistItem("hands", 1, "Hands", "", 2, Set.of(Evidence.Kind.FACT), Role.REVIEWER),
                "asks for pictures but accepts no kind of picture");
        refused(
                new ChecklistItem("hands", 1, "Hands", "", 61, Set.of(Evidence.Kind.CELL), Role.REVIEWER),
                "can ask for 0 to 60 pictures");
    }

    @Test
    void anEditionHasItemsAndAReason() {
        people.signIn(ines);
        ChecklistItem hands = hands(Set.of(Evidence.Kind.FACT), Role.REVIEWER);

        assertThatThrownBy(() -> editor.publish(1, List.of(), "None.")).hasMessage("A checklist has 1 to 9 items.");
        assertThatThrownBy(() -> editor.publish(1, List.of(hands, hands), "Twice."))
                .hasMessage("Two items have the key “hands”.");
        assertThatThrownBy(() -> editor.publish(1, List.of(hands), " "))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("reason"));
    }

    @Test
    void onlyAnAdminMakesEditions() {
        people.signIn(jon);

        assertThatThrownBy(() -> editor.publish(1, List.of(hands(Set.of(Evidence.Kind.FACT), Role.REVIEWER)), "Mine."))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void anAdminAddsAnItemOnTheScreen() {
        signIn(ines);
        UI.getCurrent().navigate(VersionRoutes.CHECKLIST);

        LocatorJ._click(LocatorJ._get(Button.class, spec -> spec.withText("Add an item")));
        List<TextField> titles =
                new ArrayList<>(LocatorJ._find(TextField.class, spec -> spec.withLabel("Requirement")));
        LocatorJ._setValue(titles.getLast(), "Hands have five fingers");
        LocatorJ._click(LocatorJ._get(Button.class, spec -> spec.withText("Publish edition 2")));
        TextField reason = LocatorJ._get(TextField.class, spec -> spec.withLabel("Why it changes"));
        assertThat(reason.isInvalid()).isTrue();
        LocatorJ._setValue(reason, "Hands went wrong twice.");
        LocatorJ._click(LocatorJ._get(Button.class, spec -> spec.withText("Publish edition 2")));

        ChecklistEdition newest =
                editor.editions(Pageable.ofSize(1)).getContent().getFirst();
        assertThat(newest.number()).isEqualTo(2);
        assertThat(newest.by()).isEqualTo("Ines");
        assertThat(newest.reason()).isEqualTo("Hands went wrong twice.");
        assertThat(newest.items()).hasSize(7);
        assertThat(newest.items().getLast().accepts()).isEqualTo(Evidence.Kind.chosenByPeople());
    }

    @Test
    void theFirstItemDoesNotGoUpNorTheLastOneDown() {
        signIn(ines);
        UI.getCurrent().navigate(VersionRoutes.CHECKLIST);
        assertThat(enabled("Move up")).containsExactly(false, true, true, true, true, true);
        assertThat(enabled("Move down")).containsExactly(true, true, true, true, true, false);

        List<Button> down = buttons("Move down");
        LocatorJ._click(down.getFirst());

        assertThat(LocatorJ._find(TextField.class, spec -> spec.withLabel("Requirement")))
                .extracting(TextField::getValue)
                .startsWith("Body proportions are accurate", "Face is consistent across 10+ generations");
        assertThat(enabled("Move up")).containsExactly(false, true, true, true, true, true);
    }

    @Test
    void whichItemsThereAreAndInWhatOrderIsBackAfterALostPage() {
        signIn(ines);
        UI.getCurrent().navigate(VersionRoutes.CHECKLIST);
        LocatorJ._click(LocatorJ._get(Button.class, spec -> spec.withText("Add an item")));
        LocatorJ._click(buttons("Move down").getFirst());
        LocatorJ._click(buttons("Remove").get(2));
        String kept = kept("Items").getFirst();
        List<String> keepers = keepers();
        assertThat(titles()).hasSize(6);

        UI.getCurrent().navigate("settings");
        UI.getCurrent().navigate(VersionRoutes.CHECKLIST);
        assertThat(titles()).hasSize(6).doesNotContain("");
        restore("Items", kept);

        assertThat(titles())
                .startsWith("Body proportions are accurate", "Face is consistent across 10+ generations")
                .endsWith("");
        // What was typed into the added item is kept under its key.
        assertThat(keepers()).isEqualTo(keepers);
    }

    @Test
    void aDraftKeepsAnItemThatSomeoneElseRemoved() {
        publishOneItem(Set.of(Evidence.Kind.FACT), Role.REVIEWER);
        signIn(ines);
        UI.getCurrent().navigate(VersionRoutes.CHECKLIST);

        restore("Items", "hands,face");

        assertThat(titles()).containsExactly("Hands have five fingers", "Face is consistent across 10+ generations");
    }

    @Test
    void theMeasuresOfAnItemAreBackAfterALostPage() {
        signIn(ines);
        UI.getCurrent().navigate(VersionRoutes.CHECKLIST);
        int before = limits().size();
        LocatorJ._click(LocatorJ._find(Button.class, spec -> spec.withText("Add a measure"))
                .getLast());
        LocatorJ._setValue(limits().getLast(), 0.7);
        String kept = kept("Measures").getLast();

        UI.getCurrent().navigate("settings");
        UI.getCurrent().navigate(VersionRoutes.CHECKLIST);
        assertThat(limits()).hasSize(before);
        restore("Measures", kept);

        assertThat(limits()).hasSize(before + 1);
        assertThat(limits().getLast().getValue()).isEqualTo(0.7);
    }

    @Test
    void aRefusedEditionStaysADraftAndAPublishedOneDoesNot() {
        signIn(ines);
        UI.getCurrent().navigate(VersionRoutes.CHECKLIST);
        LocatorJ._click(buttons("Remove").getFirst());

        LocatorJ._click(LocatorJ._get(Button.class, spec -> spec.withText("Publish edition 2")));
        assertThat(saved()).isEmpty();

        LocatorJ._setValue(
                LocatorJ._get(TextField.class, spec -> spec.withLabel("Why it changes")), "Faces are measured now.");
        LocatorJ._click(LocatorJ._get(Button.class, spec -> spec.withText("Publish edition 2")));
        assertThat(saved())
                .contains("checklist/items", "checklist/reason", "checklist/item/face")
                .hasSize(8);
    }

    private static List<String> titles() {
        return LocatorJ._find(TextField.class, spec -> spec.withLabel("Requirement")).stream()
                .map(TextField::getValue)
                .toList();
    }

    private static List<NumberField> limits() {
        return LocatorJ._find(NumberField.class);
    }

    private static List<String> keepers() {
        return LocatorJ._find(DraftKeeper.class).stream()
                .map(keeper -> keeper.getElement().getAttribute("key"))
                .toList();
    }

    private static List<KeptChoice> choices(String name) {
        return LocatorJ._find(KeptChoice.class).stream()
                .filter(choice -> name.equals(choice.getElement().getProperty("label")))
                .toList();
    }

    private static List<String> kept(String name) {
        return choices(name).stream()
                .map(choice -> choice.getElement().getProperty("value"))
                .toList();
    }

    private static void restore(String name, String kept) {
        BasicUtilsKt._fireDomEvent(
                choices(name).getLast(),
                "change",
                JsonNodeFactory.instance.objectNode().put("element.value", kept));
    }

    /** Keys of the drafts that the browser was asked to drop. */
    private static List<String> saved() {
        return UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations().stream()
                .map(PendingJavaScriptInvocation::getInvocation)
                .filter(script -> script.getExpression().contains("draft-saved"))
                .map(script -> String.valueOf(script.getParameters().getFirst()))
                .toList();
    }

    private static List<Boolean> enabled(String label) {
        return buttons(label).stream().map(Button::isEnabled).toList();
    }

    private static List<Button> buttons(String label) {
        return LocatorJ._find(Button.class).stream()
                .filter(button -> button.getAriaLabel().equals(Optional.of(label)))
                .toList();
    }

    private void publishOneItem(Set<Evidence.Kind> accepts, Role tickedBy) {
        people.signIn(ines);
        editor.publish(1, List.of(hands(accepts, tickedBy)), "Hands went wrong twice.");
    }

    private void refused(ChecklistItem item, String words) {
        assertThatThrownBy(() -> editor.publish(1, List.of(item), "To see."))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining(words);
    }

    private static ChecklistItem hands(Set<Evidence.Kind> accepts, Role tickedBy) {
        return new ChecklistItem(
                "hands", 1, "Hands have five fingers", "Count them in full-body pictures.", 0, accepts, tickedBy);
    }
}
