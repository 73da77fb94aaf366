package io.understudy.datasets.ui.consent;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.UploadKt._upload;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.BasicUtilsKt;
import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.upload.Upload;
import io.understudy.characters.ConsentFile;
import io.understudy.characters.ui.ConsentFileField;
import io.understudy.datasets.consent.ConsentBasis;
import io.understudy.datasets.consent.LedgerCounts;
import io.understudy.datasets.consent.LedgerFilter;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.ui.DatasetScreenTest;
import io.understudy.platform.live.ActSignals;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.SearchField;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.JsonNodeFactory;

class ConsentLedgerViewTest extends DatasetScreenTest {
    private static final String URL = "characters/ava-lindqvist/photo-consent";

    @Autowired
    private PhotoConsentService ledger;

    @Autowired
    private ActSignals acts;

    @Test
    void withoutPhotosThePageSaysWhatItIsFor() {
        Navigation.open(URL);

        assertThat(_get(EmptyState.class).getElement().getTextRecursively()).contains("No photos to vouch for yet");
    }

    @Test
    void oneStatementIsRecordedForAllChosenPhotos() {
        photos(3);
        Navigation.open(URL);
        grid().asMultiSelect().select(ledger.page(ava, LedgerFilter.ALL, 0, 2).lines());

        click("Record consent");
        _click(_get(Button.class, spec -> spec.withText("I vouch for this")));
        assertThat(ledger.counts(ava).given()).isZero();
        choose(ConsentBasis.OWN_PHOTO);
        assertThat(_get(RadioButtonGroup.class).isInvalid()).isFalse();
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Source")), "Shoot in May");
        _click(_get(Button.class, spec -> spec.withText("I vouch for this")));

        assertThat(ledger.counts(ava)).isEqualTo(new LedgerCounts(1, 2, 0));
        assertThat(text()).contains("1 photo without a record");
    }

    @Test
    void aDocumentThatWasUploadedAndNotSavedIsThereAgain() {
        photos(1);
        Navigation.open(URL);
        chooseFirst();
        click("Record consent");
        _upload(_get(Upload.class), "consent.pdf", "%PDF-1.7 I agree.".getBytes(StandardCharsets.US_ASCII));
        MockVaadin.clientRoundtrip(false);
        String kept = _get(KeptChoice.class).getElement().getProperty("value");
        _get(Dialog.class).close();

        click("Record consent");
        restore(kept);
        assertThat(_get(ConsentFileField.class).getElement().getTextRecursively())
                .contains("consent.pdf, ", "is kept with the entry");
        restore("");
        assertThat(_get(ConsentFileField.class).file()).isNull();
        restore(kept);
        _click(_get(Button.class, spec -> spec.withText("I vouch for this")));
        assertThat(_get(RadioButtonGroup.class).getErrorMessage())
                .isEqualTo("Choose why the photos may be trained on.");
        choose(ConsentBasis.OWN_PHOTO);
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Source")), "Shoot in May");
        _click(_get(Button.class, spec -> spec.withText("I vouch for this")));

        assertThat(ledger.page(ava, LedgerFilter.GIVEN, 0, 1).lines())
                .extracting(line -> Objects.requireNonNull(line.given()).document())
                .doesNotContainNull()
                .extracting(ConsentFile::name)
                .containsExactly("consent.pdf");
    }

    private static void restore(String kept) {
        BasicUtilsKt._fireDomEvent(
                _get(KeptChoice.class),
                "change",
                JsonNodeFactory.instance.objectNode().put("element.value", kept));
    }

    @Test
    void aMissingLicenceIsSaidBesideItsField() {
        photos(1);
        Navigation.open(URL);
        chooseFirst();
        click("Record consent");
        choose(ConsentBasis.LICENCE);
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Source")), "Archive");

        _click(_get(Button.class, spec -> spec.withText("I vouch for this")));

        TextArea terms = _get(TextArea.class, spec -> spec.withLabel("Terms"));
        assertThat(terms.isInvalid()).isTrue();
        assertThat(terms.getErrorMessage()).contains("Name the licence");
    }

    @Test
    void aWithdrawalAsksForAReasonAndShowsInTheLedger() {
        photos(2);
        Navigation.open(URL);
        chooseFirst();
        click("Withdraw consent");
        TextArea reason = _get(TextArea.class, spec -> spec.withLabel("Why may it no longer be used?"));

        _click(_get(Button.class, spec -> spec.withText("Withdraw consent").withId("confirm")));
        assertThat(reason.isInvalid()).isTrue();
        _setValue(reason, "Taken back.");
        _click(_get(Button.class, spec -> spec.withText("Withdraw consent").withId("confirm")));

        assertThat(ledger.counts(ava).withdrawn()).isEqualTo(1);
        assertThat(text()).contains("1 withdrawn");
    }

    @Test
    void whatSomeoneElseWithdrawsIsOfferedAndKeepsTheSelection() throws Exception {
        photos(2);
        Navigation.open(URL);
        chooseFirst();
        ledger.withdraw(
                ledger.page(ava, LedgerFilter.ALL, 0, 1).lines().stream()
                        .map(LedgerLine::revision)
                        .toList(),
                "Taken back.");
        acts.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
        assertThat(text()).contains("1 photo selected").doesNotContain("1 withdrawn");

        click("Show");
        assertThat(text()).contains("1 withdrawn").doesNotContain("The consent of photos has changed");
    }

    @Test
    void aMemberIsNotOfferedToReinstateButAnAdminIs() {
        photos(1);
        ledger.withdraw(
                ledger.page(ava, LedgerFilter.ALL, 0, 1).lines().stream()
                        .map(LedgerLine::revision)
                        .toList(),
                "Taken back.");
        Navigation.open(URL);
        chooseFirst();
        assertThat(_get(Button.class, spec -> spec.withText("Reinstate photos")).isEnabled())
                .isFalse();

        signIn(people.admin("Ines"));
        Navigation.open(URL + "?filter=WITHDRAWN");
        chooseFirst();
        click("Reinstate photos");
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Why may they be used again?")), "It was another file.");
        _click(_get(Button.class, spec -> spec.withText("Reinstate photos").withId("confirm")));

        assertThat(ledger.counts(ava).withdrawn()).isZero();
        assertThat(text()).contains("The filter “Withdrawn” matches none of the 1 photos.");
    }

    @Test
    void photosAreSearchedWithinTheFilterAndTheSearchStaysAfterARecord() {
        photos(3);
        Navigation.open(URL + "?filter=MISSING&q=jpg");
        assertThat(GridKt._size(grid())).isEqualTo(3);
        _setValue(_get(SearchField.class), "2.jpg");
        assertThat(GridKt._size(grid())).isEqualTo(1);

        chooseFirst();
        click("Record consent");
        choose(ConsentBasis.OWN_PHOTO);
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Source")), "Shoot in May");
        _click(_get(Button.class, spec -> spec.withText("I vouch for this")));

        assertThat(_get(SearchField.class).getValue()).isEqualTo("2.jpg");
        click("Clear search");
        assertThat(GridKt._size(grid())).isEqualTo(2);
    }

    @Test
    void theFilterInTheAddressIsKept() {
        photos(2);
        Navigation.open(URL + "?filter=GIVEN");

        _assertNone(Grid.class);
        _click(_get(Button.class, spec -> spec.withText("Show all")));

        assertThat(GridKt._size(grid())).isEqualTo(2);
    }

    private void photos(int count) {
        for (int i = 1; i <= count; i++) {
            intake.take(
                    ava,
                    i + ".jpg",
                    new ByteArrayInputStream(TestPhotos.jpeg(1_024, 1_024, i)),
                    PictureIntake.Progress.NOBODY);
        }
    }

    @SuppressWarnings("unchecked")
    private static Grid<LedgerLine> grid() {
        return _get(Grid.class);
    }

    private static void chooseFirst() {
        grid().select(GridKt._get(grid(), 0));
    }

    @SuppressWarnings("unchecked")
    private static void choose(ConsentBasis basis) {
        _setValue((RadioButtonGroup<ConsentBasis>) _get(RadioButtonGroup.class), basis);
    }

    private static void click(String text) {
        _click(_get(Button.class, spec -> spec.withText(text)));
    }

    private static String text() {
        return _get(ConsentLedgerView.class).getElement().getTextRecursively();
    }
}
