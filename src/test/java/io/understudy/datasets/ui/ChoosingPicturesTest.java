package io.understudy.datasets.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.IntegerField;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.platform.ui.DraftKeeper;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ChoosingPicturesTest extends DatasetScreenTest {
    @Autowired
    private PictureChoices choices;

    @BeforeEach
    void threePictures() {
        for (int i = 1; i <= 3; i++) {
            intake.take(
                    ava,
                    i + ".jpg",
                    new ByteArrayInputStream(TestPhotos.jpeg(1_024, 1_024, i)),
                    PictureIntake.Progress.NOBODY);
        }
        UI.getCurrent().navigate("characters/ava-lindqvist/dataset");
    }

    @Test
    void theBarIsThereOnlyWhilePicturesAreChosen() {
        assertThat(_find(SelectionBar.class)).isEmpty();

        choose(all().get(0), all().get(2));

        assertThat(_get(SelectionBar.class).getElement().getTextRecursively()).contains("2 pictures selected");
    }

    @Test
    void chosenPicturesAreLeftOutAndThatIsUndone() {
        choose(all().get(0), all().get(2));

        _click(_get(Button.class, spec -> spec.withText("Leave out")));
        assertThat(names(PictureFilter.INCLUDED)).containsExactly("2.jpg");

        _click(_get(Button.class, spec -> spec.withText("Undo")));
        assertThat(names(PictureFilter.INCLUDED)).hasSize(3);
    }

    @Test
    void repeatsOfChosenPicturesAreSetAndUndone() {
        choose(all().get(0), all().get(2));

        _click(_get(Button.class, spec -> spec.withText("Repeats…")));
        _setValue(_get(IntegerField.class), 0);
        _click(_get(Button.class, spec -> spec.withText("Save repeats")));
        assertThat(_get(IntegerField.class).isInvalid()).isTrue();
        _setValue(_get(IntegerField.class), 5);
        _click(_get(Button.class, spec -> spec.withText("Save repeats")));

        assertThat(all()).extracting(PictureSummary::repeats).containsExactly(5, 1, 5);
        assertThat(datasets.contributorsNow(ava)).hasSize(1);
        assertThat(_find(DatasetPictureTile.class))
                .extracting(tile -> tile.getElement().getTextRecursively().contains("5 repeats"))
                .containsExactly(true, false, true);
        _click(_get(Button.class, spec -> spec.withText("Undo")));
        assertThat(all()).extracting(PictureSummary::repeats).containsOnly(1);
    }

    @Test
    void differentRepeatsAreNotPutIntoTheFieldAndEqualOnesAre() {
        choices.repeat(List.of(all().get(0).id(), all().get(2).id()), 4);

        choose(all().get(0), all().get(2));
        _click(_get(Button.class, spec -> spec.withText("Repeats…")));
        assertThat(_get(IntegerField.class).getValue()).isEqualTo(4);
        String ofTwo = draftKey();
        _click(_get(Button.class, spec -> spec.withText("Cancel")));

        choose(all().get(0), all().get(1), all().get(2));
        _click(_get(Button.class, spec -> spec.withText("Repeats…")));
        assertThat(_get(IntegerField.class).getValue()).isNull();
        assertThat(draftKey()).as("what is typed for others stays theirs").isNotEqualTo(ofTwo);
        _click(_get(Button.class, spec -> spec.withText("Save repeats")));
        assertThat(_get(IntegerField.class).isInvalid()).isTrue();
    }

    @Test
    void anUndoOfRepeatsKeepsWhatWasSetSince() {
        choose(all().get(0), all().get(2));
        _click(_get(Button.class, spec -> spec.withText("Repeats…")));
        _setValue(_get(IntegerField.class), 5);
        _click(_get(Button.class, spec -> spec.withText("Save repeats")));
        choices.repeat(List.of(all().get(0).id()), 9);

        _click(_get(Button.class, spec -> spec.withText("Undo")));

        assertThat(all()).extracting(PictureSummary::repeats).containsExactly(9, 1, 1);
    }

    @Test
    void theReasonForAShotTypeIsKeptForTheseChosenPictures() {
        choose(all().get(0));
        _click(_get(Button.class, spec -> spec.withText("Shot type…")));
        String ofOne = draftKey(_get(ShotTypeDialog.class));
        _click(_get(Button.class, spec -> spec.withText("Cancel")));

        choose(all().get(1));
        _click(_get(Button.class, spec -> spec.withText("Shot type…")));
        assertThat(draftKey(_get(ShotTypeDialog.class))).isNotEqualTo(ofOne);
    }

    private static String draftKey() {
        return draftKey(_get(RepeatsDialog.class));
    }

    private static String draftKey(Component dialog) {
        return _get(dialog, DraftKeeper.class).getElement().getAttribute("key");
    }

    @Test
    void aKeyOnTheWallDoesTheSame() {
        choose(all().get(1));

        send("act", "\"leave-all\"");

        assertThat(names(PictureFilter.EXCLUDED)).containsExactly("2.jpg");
    }

    @Test
    void theViewerLeavesOutWithAKeyAndStartsACrop() {
        _click(_find(NativeButton.class, spec -> spec.withClasses("picture-open"))
                .getFirst());
        PictureStage stage = _get(PictureStage.class);

        send(stage, "act", "\"use\"");
        assertThat(names(PictureFilter.EXCLUDED)).containsExactly("1.jpg");

        send(stage, "act", "\"crop\"");
        assertThat(stage.getElement().getAttribute("mode")).isEqualTo("crop");
        send(stage, "framed", "{\"x\": 0, \"y\": 10, \"width\": 800, \"height\": 800}");
        assertThat(_get(CropPanel.class).getElement().getTextRecursively())
                .contains("800 × 800 px")
                .contains("below the minimum of 1024");
        send(stage, "act", "\"stop-crop\"");
        assertThat(stage.getElement().getAttribute("mode")).isEqualTo("look");
    }

    private void choose(PictureSummary... pictures) {
        send(
                "chosen",
                List.of(pictures).stream()
                        .map(picture -> "\"" + picture.id().value() + "\"")
                        .toList()
                        .toString());
    }

    private static void send(String event, String detail) {
        send(_get(PictureSelect.class), event, detail);
    }

    private static void send(com.vaadin.flow.component.Component component, String event, String detail) {
        ObjectNode data = JsonMapper.shared().createObjectNode();
        data.set("event.detail", JsonMapper.shared().readTree(detail));
        fire(component, event, data);
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
