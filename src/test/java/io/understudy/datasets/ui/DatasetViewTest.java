package io.understudy.datasets.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._fireConfirm;
import static com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._getText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.FocusNotifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.UploadButton;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.internal.StateNode;
import com.vaadin.flow.internal.nodefeature.VirtualChildrenList;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.StreamResourceRegistry.ElementStreamResource;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.CaptionEditor;
import io.understudy.datasets.captions.CaptionEditors;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.captions.CaptionSignals;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.ImmediateArrivals;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.PictureTile;
import io.understudy.platform.ui.SearchField;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DatasetViewTest extends DatasetScreenTest {
    private static final String URL = "characters/ava-lindqvist/dataset";

    @Autowired
    private CaptionService captions;

    @Autowired
    private CaptionSignals signals;

    private LiveValue<CaptionEditors> followed;

    @Autowired
    private ImmediateArrivals arriving;

    @Autowired
    private BackgroundReader readings;

    @Test
    void anEmptySetSaysWhatBelongsThereAndWhatIsTaken() {
        UI.getCurrent().navigate(URL);
        _assertOne(DatasetView.class);
        assertThat(texts())
                .anyMatch(text -> text.contains("No pictures yet"))
                .anyMatch(text -> text.contains("50 MB each, or a zip up to 1 GB with at most 500 pictures"))
                .anyMatch(text -> text.contains("HEIC and AVIF cannot be read: save such photos as JPEG first"));
        assertThat(_get(UploadButton.class).getUploadManager().getMaxFiles())
                .as("a drop is sent to its end, captions included")
                .isZero();
        assertThat(texts()).as("an empty set is not praised").doesNotContain("nothing needs a look");
    }

    @Test
    void anUploadedPhotoAppearsAndTheBrowserHearsWhatBecameOfEachFile() throws Exception {
        UI.getCurrent().navigate(URL);
        byte[] photo = TestPhotos.jpeg(1_024, 1_024, 1);
        assertThat(send("1.jpg", photo)).contains("\"outcome\":\"added\"");
        assertThat(send("notes.jpg", "just text".getBytes(StandardCharsets.UTF_8)))
                .contains("\"outcome\":\"refused\"", "it is text, not a picture");
        assertThat(send("again.jpg", photo)).contains("\"outcome\":\"here\"", "as 1.jpg");
        assertThat(send("1.txt", "ohwx woman, smiling".getBytes(StandardCharsets.UTF_8)))
                .contains("\"outcome\":\"delivered\"");
        arriving.settled();
        await().pollInSameThread().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            MockVaadin.clientRoundtrip(false);
            readings.settled().join();
            MockVaadin.clientRoundtrip(false);
            assertThat(_find(PictureTile.class)).hasSize(1);
        });
        assertThat(datasets.pictureCount(ava)).isEqualTo(1);
        assertThat(caption()).isEqualTo("ohwx woman, smiling");
    }

    @Test
    void aSmallPictureIsLeftOutAndCanBeKept() {
        take(1, 320);
        UI.getCurrent().navigate(URL);
        assertThat(texts()).anyMatch(text -> text.contains("1.jpg, 320 × 320 px, is left out."));
        _click(_get(Button.class, spec -> spec.withText("Keep anyway")));
        assertThat(datasets.includedPictures(ava)).isEqualTo(1);
        _assertNone(Button.class, spec -> spec.withText("Keep anyway"));
    }

    @Test
    void aRemovedPictureComesBackByUndo() {
        take(1, 320);
        take(2, 320);
        UI.getCurrent().navigate(URL);
        _click(_find(NativeButton.class, spec -> spec.withText("Remove")).getFirst());
        assertThat(_find(PictureTile.class)).hasSize(1);
        Notification said = _get(Notification.class);
        _click(_get(said, Button.class, spec -> spec.withText("Undo")));
        assertThat(_find(PictureTile.class)).hasSize(2);
    }

    @Test
    void aCaptionIsSavedWhileItIsTyped() {
        take(1, 320);
        UI.getCurrent().navigate(URL, QueryParameters.of("show", "captions"));
        type(_get(TextArea.class), "ohwx woman, close-up");
        assertThat(caption()).isEqualTo("ohwx woman, close-up");
        _assertOne(Span.class, spec -> spec.withText("saved"));
    }

    @Test
    void aCaptionThatSomebodyElseChangedIsNotLostAndOffersBoth() {
        take(1, 320);
        UI.getCurrent().navigate(URL, QueryParameters.of("show", "captions"));
        enter(_get(TextArea.class));
        captions.save(picture().id(), "", "theirs");
        TextArea area = _get(TextArea.class);
        type(area, "mine");
        assertThat(caption()).isEqualTo("theirs");
        assertThat(area.getValue()).isEqualTo("mine");
        assertThat(area.getErrorMessage()).contains("Mara changed this caption meanwhile to “theirs”");
        _click(_get(Button.class, spec -> spec.withText("Keep mine")));
        assertThat(caption()).isEqualTo("mine");
        _assertNone(Button.class, spec -> spec.withText("Keep mine"));
    }

    @Test
    void whoElseIsAtTheCaptionsIsSaidAndTheirCaptionIsMarked() {
        take(1, 320);
        people.signIn(people.member("Bo"));
        followed = signals.room(ava);
        signals.at(ava, "page of Bo", picture().id());
        people.signIn(people.member("Mara"));
        signals.settled().join();
        UI.getCurrent().navigate(URL, QueryParameters.of("show", "captions"));
        _assertOne(Span.class, spec -> spec.withText("Also here: Bo"));
        _assertOne(Span.class, spec -> spec.withText("✎ Bo is in this caption"));
        signals.leave(ava, "page of Bo");
        signals.settled().join();
        MockVaadin.clientRoundtrip(false);
        _assertNone(Span.class, spec -> spec.withText("Also here: Bo"));
        assertThat(followed.get().others("")).extracting(CaptionEditor::name).containsExactly("Mara");
    }

    @Test
    void twoChangesOfOneCaptionAreMerged() {
        take(1, 320);
        captions.save(picture().id(), "", "ohwx woman, red coat, park");
        UI.getCurrent().navigate(URL, QueryParameters.of("show", "captions"));
        enter(_get(TextArea.class));
        captions.save(picture().id(), "ohwx woman, red coat, park", "ohwx woman, red coat, garden");
        type(_get(TextArea.class), "ohwx woman, blue coat, park");
        _click(_get(Button.class, spec -> spec.withText("Merge…")));
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Merged")).getValue())
                .isEqualTo("ohwx woman, blue coat, garden");
        _click(_get(Button.class, spec -> spec.withText("Save merged")));
        assertThat(caption()).isEqualTo("ohwx woman, blue coat, garden");
        _assertNone(Button.class, spec -> spec.withText("Merge…"));
    }

    @Test
    void wordsThatBothAddedAtTheEndAreBothKept() {
        take(1, 320);
        captions.save(picture().id(), "", "ohwx woman, park");
        UI.getCurrent().navigate(URL, QueryParameters.of("show", "captions"));
        enter(_get(TextArea.class));
        captions.save(picture().id(), "ohwx woman, park", "ohwx woman, park, dusk");
        type(_get(TextArea.class), "ohwx woman, park, red coat");
        _click(_get(Button.class, spec -> spec.withText("Merge…")));

        assertThat(_get(TextArea.class, spec -> spec.withLabel("Merged")).getValue())
                .isEqualTo("ohwx woman, park, dusk, red coat");
    }

    @Test
    void captionsAreSearchedInPlaceWhileOneTypes() {
        take(1, 320);
        captions.save(picture().id(), "", "ohwx woman, red coat");
        UI.getCurrent().navigate(URL, QueryParameters.of("show", "captions"));
        SearchField search = _get(SearchField.class);

        _setValue(search, "blue");
        _assertNone(TextArea.class);
        assertThat(_get(SearchField.class)).isSameAs(search);
        _click(_get(Button.class, spec -> spec.withText("Show all")));
        assertThat(_find(TextArea.class)).hasSize(1);

        _setValue(_get(SearchField.class), "red ");
        TextArea caption = _get(TextArea.class);
        _setValue(_get(SearchField.class), "red coat");
        assertThat(_get(TextArea.class)).isSameAs(caption);
        assertThat(_get(SearchField.class).getValue()).isEqualTo("red coat");
    }

    @Test
    void findAndReplaceShowsTheChangesFirst() {
        take(1, 320);
        captions.save(picture().id(), "", "ohwx woman, red coat");
        UI.getCurrent().navigate(URL, QueryParameters.of("show", "captions"));
        _click(_get(Button.class, spec -> spec.withText("Find and replace")));
        assertThat(_get(_get(ReplaceDialog.class), DraftKeeper.class)
                        .getElement()
                        .getAttribute("key"))
                .as("what is typed here is not offered in another dataset")
                .contains(ava.value().toString());
        _setValue(_get(TextField.class, spec -> spec.withLabel("Find")), "red");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Replace with")), "blue");
        assertThat(caption()).contains("red coat");
        _click(_get(Button.class, spec -> spec.withText("Replace in 1 caption")));
        assertThat(caption()).isEqualTo("ohwx woman, blue coat");
    }

    @Test
    void anExpressionThatIsNoneIsRefusedBesideItsField() {
        take(1, 320);
        captions.save(picture().id(), "", "ohwx woman, red coat");
        UI.getCurrent().navigate(URL, QueryParameters.of("show", "captions"));
        _click(_get(Button.class, spec -> spec.withText("Find and replace")));
        _setValue(_get(Checkbox.class, spec -> spec.withLabel("Regular expression")), true);
        TextField find = _get(TextField.class, spec -> spec.withLabel("Find"));
        _setValue(find, "(red|blue");
        assertThat(find.getErrorMessage()).contains("no regular expression", "“(red|blue”");
        _setValue(find, "(red|blue) coat");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Replace with")), "coat in $1");
        assertThat(find.isInvalid()).isFalse();
        _click(_get(Button.class, spec -> spec.withText("Replace in 1 caption")));
        assertThat(caption()).isEqualTo("ohwx woman, coat in red");
    }

    @Test
    void whatWasTypedIsTakenBackAndDoneAgain() {
        take(1, 320);
        UI.getCurrent().navigate(URL, QueryParameters.of("show", "captions"));
        Button undo = _get(Button.class, spec -> spec.withText("Undo"));
        assertThat(undo.isEnabled()).isFalse();
        type(_get(TextArea.class), "ohwx woman, close-up");
        assertThat(undo.getAriaLabel()).contains("Undo: typed the caption of “1.jpg”");
        _click(undo);
        assertThat(caption()).isEmpty();
        assertThat(_get(TextArea.class).getValue()).isEmpty();
        _click(_get(Button.class, spec -> spec.withText("Redo")));
        assertThat(caption()).isEqualTo("ohwx woman, close-up");
    }

    @Test
    void aTagLeadsToItsCaptionsAndIsRenamedEverywhere() {
        take(1, 1_024);
        take(2, 1_024);
        captions.save(picture().id(), "", "ohwx woman, park");
        UI.getCurrent().navigate(URL, QueryParameters.of("show", "captions"));
        assertThat(_find(TextArea.class)).hasSize(2);
        _click(_get(NativeButton.class, spec -> spec.withText("park")));
        assertThat(_find(TextArea.class)).hasSize(1);
        _click(_get(
                Button.class,
                spec -> spec.withPredicate(
                        button -> button.getAriaLabel().orElse("").equals("Rename or remove “park”"))));
        _setValue(_get(TextField.class, spec -> spec.withLabel("New name")), "");
        _assertOne(Button.class, spec -> spec.withText("Remove from 1 caption"));
        _setValue(_get(TextField.class, spec -> spec.withLabel("New name")), "garden");
        _click(_get(Button.class, spec -> spec.withText("Rename in 1 caption")));
        assertThat(caption()).isEqualTo("ohwx woman, garden");
        assertThat(texts()).anyMatch(text -> text.contains("No caption in the dataset matches"));
    }

    @Test
    void theTriggerWordIsPutFirstByOneClick() {
        take(1, 1_024);
        captions.save(picture().id(), "", "close-up");
        UI.getCurrent().navigate(URL);
        _click(_get(Button.class, spec -> spec.withText("Put it first everywhere")));
        assertThat(caption()).isEqualTo("ohwx woman, close-up");
        _assertNone(Button.class, spec -> spec.withText("Put it first everywhere"));
    }

    @Test
    void theViewerWalksThroughTheSet() {
        take(1, 320);
        take(2, 320);
        UI.getCurrent().navigate(URL);
        _click(_find(NativeButton.class, spec -> spec.withClasses("picture-open"))
                .getFirst());
        PictureViewer viewer = _get(PictureViewer.class);
        assertThat(viewer.getHeaderTitle()).isEqualTo("1.jpg · 1 of 2");
        assertThat(texts()).anyMatch(text -> text.contains(" · JPEG"));
        _click(_get(
                viewer,
                Button.class,
                spec -> spec.withPredicate(
                        button -> "Next picture".equals(button.getAriaLabel().orElse("")))));
        assertThat(viewer.getHeaderTitle()).isEqualTo("2.jpg · 2 of 2");
    }

    @Test
    void theViewerSaysThatAPictureOfSixteenBitsIsTrainedOnWithEight() {
        intake.take(ava, "deep.png", new ByteArrayInputStream(TestPhotos.deepPng(320)), PictureIntake.Progress.NOBODY);
        take(1, 320);
        UI.getCurrent().navigate(URL);
        _click(_find(NativeButton.class, spec -> spec.withClasses("picture-open"))
                .getFirst());
        await().pollInSameThread().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            MockVaadin.clientRoundtrip(false);
            assertThat(texts())
                    .anyMatch(text -> text.contains(
                            "The original has 16 bits per colour channel; it is shown and trained on with 8."));
        });
        _click(_get(
                _get(PictureViewer.class),
                Button.class,
                spec -> spec.withPredicate(
                        button -> "Next picture".equals(button.getAriaLabel().orElse("")))));
        assertThat(texts()).noneMatch(text -> text.contains("bits per colour channel"));
    }

    @Test
    void aPageHoldsOnlyItsOwnTiles() {
        for (int i = 1; i <= PictureGrid.PAGE_SIZE + 2; i++) {
            take(i, 16);
        }
        UI.getCurrent().navigate(URL);
        assertThat(_find(PictureTile.class)).hasSize(PictureGrid.PAGE_SIZE);
        assertThat(_find(PictureTile.class).get(1).getElement().getTextRecursively())
                .contains("2.jpg");
        UI.getCurrent().navigate(URL, QueryParameters.of("page", "2"));
        assertThat(_find(PictureTile.class)).hasSize(2);
    }

    @Test
    void leavingWhileAPhotoIsOnItsWayAsksFirst() throws Exception {
        UI.getCurrent().navigate(URL);
        byte[] photo = TestPhotos.jpeg(64, 64, 1);
        send("1.jpg", photo, () -> UI.getCurrent().navigate("characters"));
        arriving.settled();
        _assertOne(DatasetView.class);
        assertThat(_getText(_get(ConfirmDialog.class))).contains("stops the upload");
        _fireConfirm(_get(ConfirmDialog.class));
        _assertNone(DatasetView.class);
        assertThat(datasets.pictureCount(ava)).isEqualTo(1);
    }

    /** Does what the browser does with a chosen file: sends it to the address that the page gave out. */
    private static String send(String name, byte[] bytes) throws Exception {
        return send(name, bytes, () -> {});
    }

    /** @return what the browser receives */
    private static String send(String name, byte[] bytes, Runnable meanwhile) throws Exception {
        Element owner = _get(UploadPanel.class).getElement();
        Element connector =
                owner.getNode().getFeature(VirtualChildrenList.class).iterator().next() instanceof StateNode node
                        ? Element.get(node)
                        : owner;
        URI target = new URI(connector.getAttribute("target"));
        ElementStreamResource resource = (ElementStreamResource) VaadinSession.getCurrent()
                .getResourceRegistry()
                .getResource(target)
                .orElseThrow();
        SentFile file = new SentFile(name, bytes, connector, meanwhile);
        ((UploadHandler) resource.getElementRequestHandler()).handleUploadRequest(file);
        MockVaadin.clientRoundtrip(false);
        assertThat(file.isRejected())
                .as("a browser writes each rejection into its console")
                .isFalse();
        return file.heard.toString();
    }

    private static final class SentFile extends UploadEvent {
        private final byte[] bytes;
        private final Runnable meanwhile;
        private final StringWriter heard;

        SentFile(String name, byte[] bytes, Element owner, Runnable meanwhile) {
            this(name, bytes, owner, meanwhile, new StringWriter());
        }

        private SentFile(String name, byte[] bytes, Element owner, Runnable meanwhile, StringWriter heard) {
            super(
                    VaadinRequest.getCurrent(),
                    answering(heard),
                    VaadinSession.getCurrent(),
                    name,
                    bytes.length,
                    "application/octet-stream",
                    owner,
                    null);
            this.bytes = bytes;
            this.meanwhile = meanwhile;
            this.heard = heard;
        }

        private static VaadinResponse answering(StringWriter heard) {
            return (VaadinResponse) Proxy.newProxyInstance(
                    SentFile.class.getClassLoader(),
                    new Class<?>[] {VaadinResponse.class},
                    (response, method, arguments) ->
                            method.getName().equals("getWriter") ? new PrintWriter(heard, true) : null);
        }

        @Override
        public InputStream getInputStream() {
            meanwhile.run();
            return new ByteArrayInputStream(bytes);
        }
    }

    private void take(int number, int side) {
        intake.take(
                ava,
                number + ".jpg",
                new ByteArrayInputStream(TestPhotos.jpeg(side, side, number)),
                PictureIntake.Progress.NOBODY);
    }

    /** What another person saves is not taken over while one is at the text. */
    private static void enter(TextArea area) {
        ComponentUtil.fireEvent(area, new FocusNotifier.FocusEvent<>(area, true));
    }

    private static void type(TextArea area, String text) {
        _setValue(area, text, true);
    }

    private PictureSummary picture() {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 1).pictures().getFirst();
    }

    private String caption() {
        return picture().caption();
    }

    private static List<String> texts() {
        return _find(Div.class).stream()
                .map(Component::getElement)
                .map(element -> element.getTextRecursively())
                .toList();
    }
}
