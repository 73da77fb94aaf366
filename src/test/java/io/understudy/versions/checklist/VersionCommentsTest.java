package io.understudy.versions.checklist;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.BlurNotifier;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.FocusNotifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.collaboration.comments.CommentDetails;
import io.understudy.collaboration.comments.CommentService;
import io.understudy.collaboration.comments.CommentSignals;
import io.understudy.collaboration.comments.CommentSubject;
import io.understudy.collaboration.comments.ui.CommentsButton;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.Navigation;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionsTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("rules")
class VersionCommentsTest extends VersionsTest {
    @Autowired
    CommentService comments;

    @Autowired
    CommentSignals said;

    @Autowired
    InboxService inbox;

    @Test
    void somebodyCommentsOnAVersionAndNamesAReviewer() {
        VersionId id = draft();
        signIn(mara);
        open(id);

        _setValue(field("Comment"), "@Jon, the left hand?");
        _click(_get(Button.class, spec -> spec.withText("Add comment")));

        assertThat(lines()).singleElement().asString().contains("Mara", "@Jon, the left hand?");
        assertThat(_get(Span.class, spec -> spec.withClasses("mention")).getText())
                .isEqualTo("@Jon");
        assertThat(field("Comment").getValue()).isEmpty();
    }

    @Test
    void anEmptyCommentIsRefusedAtItsField() {
        VersionId id = draft();
        signIn(mara);
        open(id);

        _click(_get(Button.class, spec -> spec.withText("Add comment")));

        assertThat(field("Comment").getErrorMessage()).isEqualTo("A comment has 1 to 4000 characters.");
    }

    @Test
    void whatOthersSayAppearsByItself() throws Exception {
        VersionId id = draft();
        signIn(mara);
        open(id);
        people.signIn(jon);
        comments.write(VersionComments.of(id), "Looks fine to me.");
        comments.write(VersionComments.of(id, "face"), "The chin changes.");
        signIn(mara);
        hear();

        assertThat(lines()).singleElement().asString().contains("Looks fine to me.");
        Button onFace = _get(Button.class, spec -> spec.withText("1"));
        assertThat(onFace.getAriaLabel()).hasValue("1 comment, 1 open, on “Face is consistent across 10+ generations”");

        _click(onFace);
        assertThat(_get(Dialog.class).getElement().getTextRecursively()).contains("The chin changes.");
    }

    @Test
    void whatOthersSayWhileOneTypesIsOfferedAndMovesNothing() throws Exception {
        VersionId id = draft();
        signIn(mara);
        open(id);
        TextArea words = field("Comment");
        ComponentUtil.fireEvent(words, new FocusNotifier.FocusEvent<>(words, true));
        says(id, "Looks fine to me.");
        assertThat(lines()).isEmpty();
        assertThat(texts()).contains("1 new comment");

        _click(_get(
                Button.class,
                spec -> spec.withPredicate(button -> button.getAriaLabel()
                        .filter("Show changes: comments"::equals)
                        .isPresent())));
        assertThat(lines()).singleElement().asString().contains("Looks fine to me.");
        assertThat(texts()).doesNotContain("1 new comment");

        _setValue(words, "The left hand");
        ComponentUtil.fireEvent(words, new BlurNotifier.BlurEvent<>(words, true));
        says(id, "The right one, too.");
        says(id, "And the ear.");
        assertThat(lines()).hasSize(1);
        assertThat(texts()).contains("2 new comments");

        _click(_get(Button.class, spec -> spec.withText("Add comment")));
        assertThat(lines()).hasSize(4);
        says(id, "All of it.");
        assertThat(lines()).as("nothing is typed any more").hasSize(5);
    }

    @Test
    void aCommentThatIsBegunIsKeptApartFromThoseOnEveryItemAndOnTheVersion() {
        VersionId id = draft();
        signIn(mara);
        open(id);
        Set<String> keys = draftKeys();
        assertThat(keys).containsExactly("comment/version/" + id.value());

        List<CommentsButton> items = _find(CommentsButton.class);
        for (CommentsButton item : items) {
            _click(item);
            keys.addAll(draftKeys());
            _get(Dialog.class).close();
        }

        assertThat(items).hasSizeGreaterThan(1);
        assertThat(keys).hasSize(1 + items.size()).contains("comment/version/" + id.value() + "/item-face");
    }

    private static Set<String> draftKeys() {
        return _find(DraftKeeper.class).stream()
                .map(keeper -> keeper.getElement().getAttribute("key"))
                .filter(key -> key.startsWith("comment/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void says(VersionId id, String words) throws Exception {
        people.signIn(jon);
        comments.write(VersionComments.of(id), words);
        signIn(mara);
        hear();
    }

    private static List<String> texts() {
        return _find(Span.class).stream().map(Span::getText).toList();
    }

    @Test
    void theNumbersOnTheItemsFollowInReviewsToo() throws Exception {
        VersionId id = draft();
        people.signIn(mara);
        reviews.submit(id, seen(id));
        signIn(jon);
        Navigation.open(VersionRoutes.REVIEWS + "?version=" + id.value());
        CommentsButton onFace = onFace();
        assertThat(onFace.getAriaLabel()).hasValue("Comment on “Face is consistent across 10+ generations”");

        people.signIn(mara);
        comments.write(VersionComments.of(id, "face"), "The chin changes.");
        signIn(jon);
        hear();

        assertThat(onFace()).as("the button that was there").isSameAs(onFace);
        assertThat(onFace.getText()).isEqualTo("1");
        assertThat(onFace.getClassNames()).contains("comments-open");

        comments.resolve(comments.latest(VersionComments.of(id, "face"), 1)
                .comments()
                .getFirst()
                .id());
        hear();
        assertThat(onFace.getClassNames()).contains("comments-resolved").doesNotContain("comments-open");
    }

    @Test
    void whatIsUnfoldedStaysOpenWhileOthersComment() throws Exception {
        VersionId id = draft();
        signIn(mara);
        open(id);
        Details why = _get(
                Details.class,
                spec -> spec.withPredicate(
                        details -> details.getSummaryText().equals("Why some actions are unavailable")));
        why.setOpened(true);

        people.signIn(jon);
        comments.write(VersionComments.of(id, "face"), "The chin changes.");
        signIn(mara);
        hear();

        assertThat(onFace().getText()).isEqualTo("1");
        assertThat(why.isAttached()).isTrue();
        assertThat(why.isOpened()).isTrue();
    }

    private static CommentsButton onFace() {
        return _get(
                CommentsButton.class,
                spec -> spec.withPredicate(button -> button.getAriaLabel()
                        .filter(label -> label.contains("Face is"))
                        .isPresent()));
    }

    @Test
    void aLinkLeadsToTheCommentsOnAnItem() {
        VersionId id = draft();
        signIn(mara);
        comments.write(VersionComments.of(id, "face"), "The chin changes.");

        UI.getCurrent()
                .navigate(VersionRoutes.of(id), com.vaadin.flow.router.QueryParameters.of("comments", "item-face"));

        assertThat(_get(Dialog.class).getElement().getTextRecursively()).contains("The chin changes.");
    }

    @Test
    void onesOwnCommentIsEditedResolvedAndDeleted() {
        VersionId id = draft();
        signIn(mara);
        comments.write(VersionComments.of(id), "Six fingers");
        open(id);

        _click(_get(Button.class, spec -> spec.withText("Edit")));
        _setValue(field("Edit comment"), "Five fingers");
        _click(_get(Button.class, spec -> spec.withText("Save")));
        assertThat(lines()).singleElement().asString().contains("Five fingers", "edited");

        _click(_get(Button.class, spec -> spec.withText("edited")));
        assertThat(_get(Dialog.class).getElement().getTextRecursively()).contains("Six fingers");
        _click(_get(Button.class, spec -> spec.withText("Close")));

        _click(_get(Button.class, spec -> spec.withText("Resolve")));
        assertThat(lines()).singleElement().asString().contains("resolved by Mara");

        _click(_get(Button.class, spec -> spec.withText("Delete")));
        ConfirmDialog dialog = _get(ConfirmDialog.class);
        ComponentUtil.fireEvent(dialog, new ConfirmDialog.ConfirmEvent(dialog, true));
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("Deleted by its author.")
                .doesNotContain("fingers");
    }

    @Test
    void editingIsNotOfferedLaterNorToOthers() {
        VersionId id = draft();
        signIn(mara);
        comments.write(VersionComments.of(id), "Six fingers");
        clock.advance(Duration.ofMinutes(16));
        open(id);
        _assertNone(Button.class, spec -> spec.withText("Edit"));

        signIn(jon);
        open(id);
        UI.getCurrent().navigate("reviews");
        open(id);
        _assertNone(Button.class, spec -> spec.withText("Delete"));
    }

    @Test
    void onlyVersionsAndItemsThatExistTakeComments() {
        VersionId id = draft();
        people.signIn(mara);

        assertThatThrownBy(() -> comments.write(VersionComments.of(id, "tail"), "No such item"))
                .isInstanceOf(DomainException.NotFound.class);
        assertThatThrownBy(() -> comments.write(VersionComments.of(id).part("other"), "No such part"))
                .isInstanceOf(DomainException.NotFound.class);
        CommentSubject nowhere = VersionComments.of(new VersionId(UUID.randomUUID()));
        assertThatThrownBy(() -> comments.write(nowhere, "No such version"))
                .isInstanceOf(DomainException.NotFound.class);
        assertThat(comments.all(VersionComments.KIND, id.value().toString()))
                .extracting(CommentDetails::words)
                .isEmpty();
    }

    @Test
    void whoMadeAVersionHearsOfACommentOnIt() {
        VersionId id = draft();
        people.signIn(jon);

        comments.write(VersionComments.of(id, "face"), "The chin changes.");

        people.signIn(mara);
        assertThat(inbox.page(true, 0).notices())
                .extracting(told -> told.notice().title())
                .singleElement()
                .asString()
                .startsWith("Jon commented on ")
                .endsWith("“Face is consistent across 10+ generations”");
    }

    @AfterEach
    void hearWhatIsStillOnItsWay() throws Exception {
        hear();
    }

    private void hear() throws Exception {
        said.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
    }

    private static void open(VersionId id) {
        UI.getCurrent().navigate(VersionRoutes.of(id));
    }

    private static TextArea field(String label) {
        return _get(
                TextArea.class,
                spec -> spec.withPredicate(
                        field -> field.getAriaLabel().filter(label::equals).isPresent()));
    }

    private static List<String> lines() {
        return _find(Div.class, spec -> spec.withClasses("comment")).stream()
                .map(Component::getElement)
                .map(element -> element.getTextRecursively())
                .toList();
    }
}
