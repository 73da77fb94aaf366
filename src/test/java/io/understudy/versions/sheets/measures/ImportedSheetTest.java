package io.understudy.versions.sheets.measures;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.lora.BaseModel;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.importing.ImportDraft;
import io.understudy.versions.importing.ImportService;
import io.understudy.versions.importing.UploadedLora;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRoutes;
import java.io.ByteArrayInputStream;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A version that was imported has no run and no training pictures, and is tested like any other. */
@Tag("once")
class ImportedSheetTest extends SheetsTest {
    @Autowired
    ImportService imports;

    @Autowired
    SheetMeasureService measures;

    @Autowired
    SheetMeasuringJob measuring;

    @BeforeEach
    void anImport() {
        byte[] file = SyntheticLora.kohyaFlux1(1, 1).bytes();
        UploadedLora arrived = imports.receive(new ByteArrayInputStream(file), file.length);
        version = imports.keep(
                arrived.file(),
                "ava.safetensors",
                new ImportDraft(
                        ava, BaseModel.FLUX1_DEV, "zkvq", "a friend", "", "", Set.of(), "own", "She is made up."));
    }

    @Test
    void itsSheetIsDrawnWithTheTriggerWordThatTheImporterGave() {
        SheetDetails sheet = sheets.details(drawnSheet());

        assertThat(sheet.isComplete()).isTrue();
        assertThat(drawing.last().task.pictures())
                .allMatch(picture -> picture.prompt().equals("zkvq, portrait"));
    }

    @Test
    void itsSheetIsMeasuredWithoutTrainingPictures() throws Exception {
        SheetMeasures measured = measures.measure(drawnSheet()).get(2, TimeUnit.MINUTES);

        assertThat(measured.strengths()).hasSize(2);
        assertThat(measured.nearest()).isEmpty();
        assertThat(SheetFacts.of(measured, 1).get(MeasureKind.NEAREST_TRAINING).words())
                .isEqualTo("the version was trained elsewhere, so its training pictures are not here");
    }

    @Test
    void itsPageSaysThatItsTrainingPicturesAreNotHere() throws Exception {
        SheetId sheet = drawnSheet();
        signIn(mara);
        UI.getCurrent().navigate(SheetRoutes.of(sheet));
        measuring.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);

        assertThat(_find(Paragraph.class))
                .extracting(Paragraph::getText)
                .contains(
                        "Nearest training pictures: unknown. The version was trained elsewhere, so its training pictures"
                                + " are not here to compare with.");
    }
}
