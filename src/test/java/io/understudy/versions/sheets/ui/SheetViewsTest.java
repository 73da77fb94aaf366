package io.understudy.versions.sheets.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.comments.CommentDetails;
import io.understudy.comments.CommentService;
import io.understudy.comments.CommentSignals;
import io.understudy.generation.ToldGenerator;
import io.understudy.shared.Refusal;
import io.understudy.shared.ui.Page;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.sheets.ArtifactKind;
import io.understudy.versions.sheets.FlagMark;
import io.understudy.versions.sheets.SheetComments;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetSignals;
import io.understudy.versions.sheets.SheetsTest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SheetViewsTest extends SheetsTest {
    @Autowired
    SheetSignals signals;

    @Autowired
    CommentService comments;

    @Autowired
    CommentSignals said;

    @Test
    void fromTheVersionToADrawnSheet() {
        plans.save(ava, SMALL_PLAN, 0);
        UI.getCurrent().navigate(VersionRoutes.of(version));
        assertThat(_get(Anchor.class, spec -> spec.withText("New test sheet")).getHref())
                .isEqualTo(SheetRoutes.newSheet(version));

        UI.getCurrent().navigate(SheetRoutes.newSheet(version));
        assertThat(text()).contains("about 1 min", "about $0.21");
        _click(_get(Button.class, spec -> spec.withText("Draw 6 pictures")));

        assertThat(_get(H1.class).getText()).isEqualTo("Test sheet 1");
        _assertOne(SheetMatrix.class);
        assertThat(text()).contains("0 of 6 pictures drawn by Told backend");
    }

    @Test
    void anOpenSheetFillsItself() throws Exception {
        plans.save(ava, SMALL_PLAN, 0);
        SheetId sheet = sheets.draw(version, ToldGenerator.ID);
        UI.getCurrent().navigate(SheetRoutes.of(sheet));
        assertThat(cells()).doesNotContain("blobs/");

        worker.fill();
        drawing.last().draw(3);
        signals.settled().get(10, TimeUnit.SECONDS);
        MockVaadin.clientRoundtrip(false);

        assertThat(cells()).containsOnlyOnce("blobs/");
    }

    @Test
    void anOpenedPlaceShowsItsPictureAndTakesAnother() {
        UI.getCurrent().navigate(SheetRoutes.of(drawnSheet()));

        _get(SheetView.class).opened(1);

        CellDialog dialog = _get(CellDialog.class);
        assertThat(dialog.getHeaderTitle()).isEqualTo("0.5 · seed 7");
        assertThat(dialog.getElement().getTextRecursively()).contains("Drawn for this sheet.");
    }

    @Test
    void anArtifactIsMarkedInTheMatrixAndListedBesideTheSheet() {
        UI.getCurrent().navigate(SheetRoutes.of(drawnSheet()));
        assertThat(text()).contains("Nothing is flagged");

        _get(SheetView.class).new MatrixSteps().marked(1, new FlagMark(0.1, 0.2, 0.3, 0.4));
        _click(_get(Button.class, spec -> spec.withText("Flag it")));
        assertThat(_get(Select.class).isInvalid())
                .as("nobody said what is wrong")
                .isTrue();
        _get(Select.class).setValue(ArtifactKind.DOUBLED_FEATURE);
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Note (optional)")), "Two chins.");
        _click(_get(Button.class, spec -> spec.withText("Flag it")));
        _get(CellDialog.class).close();
        UI.getCurrent().navigate("characters");
        UI.getCurrent()
                .navigate(SheetRoutes.of(sheets.ofVersion(version).getFirst().id()));

        assertThat(text()).contains("1 flag", "Doubled feature", "Two chins.", "ohwx woman, portrait · seed 7 · 0.5");
        assertThat(cells()).contains("\"number\":1");
        UI.getCurrent().navigate(VersionRoutes.of(version));
        assertThat(_get(SheetLines.class).getElement().getTextRecursively()).contains("1 flag");
    }

    @Test
    void aPictureIsCommentedOnAndTheLinkOfACommentOpensIt() throws Exception {
        SheetId sheet = drawnSheet();
        UI.getCurrent().navigate(SheetRoutes.of(sheet), QueryParameters.of(SheetComments.PARAMETER, "1"));
        assertThat(_get(CellDialog.class).getHeaderTitle()).isEqualTo("0.5 · seed 7");

        _setValue(_get(TextArea.class), "The ear is a shell.");
        _click(_get(Button.class, spec -> spec.withText("Add comment")));
        said.settled().get(10, TimeUnit.SECONDS);
        MockVaadin.clientRoundtrip(false);

        assertThat(comments.latest(SheetComments.of(sheet, 1), 5).comments())
                .extracting(CommentDetails::words)
                .containsExactly("The ear is a shell.");
        assertThatThrownBy(() -> comments.write(SheetComments.of(sheet, 600), "Nowhere"))
                .isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void aPlanIsEditedInPlainText() {
        UI.getCurrent().navigate(SheetRoutes.plan("ava-lindqvist"));
        assertThat(text()).contains("4 prompts × 2 seeds × (5 strengths + no LoRA) = 48 pictures");

        _setValue(_get(TextArea.class), "[trigger], portrait\n[trigger], beach");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Strengths")), "0.9, x");
        _click(_get(Button.class, spec -> spec.withText("Save plan")));
        TextField strengths = _get(TextField.class, spec -> spec.withLabel("Strengths"));
        assertThat(strengths.getErrorMessage()).isEqualTo("“x” is not a number.");
        assertThat(plans.of(ava).edition()).isZero();

        _setValue(strengths, "0.9");
        _click(_get(Button.class, spec -> spec.withText("Save plan")));

        assertThat(plans.of(ava).prompts()).containsExactly("[trigger], portrait", "[trigger], beach");
        assertThat(text()).contains("Edition 1 by Mara");
    }

    @Test
    void theTabOfTheCharacterListsSheetsOrSaysWhatTheyAre() {
        UI.getCurrent().navigate(SheetRoutes.tab("ava-lindqvist"));
        assertThat(text()).contains("No test sheet yet");
        _assertNone(SheetLines.class);

        drawnSheet();
        UI.getCurrent().navigate("characters");
        UI.getCurrent().navigate(SheetRoutes.tab("ava-lindqvist"));

        assertThat(_find(SheetLines.class)).hasSize(1);
        assertThat(text()).contains("6 of 6 pictures · plan edition 1 · Mara");
    }

    private static String cells() {
        return String.valueOf(_get(SheetMatrix.class).getElement().getPropertyRaw("cells"));
    }

    private static String text() {
        return _get(Page.class).getElement().getTextRecursively();
    }
}
