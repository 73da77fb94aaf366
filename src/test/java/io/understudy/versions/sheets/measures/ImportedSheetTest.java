package io.understudy.versions.sheets.measures;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Strength;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.importing.ImportDraft;
import io.understudy.versions.importing.ImportService;
import io.understudy.versions.importing.UploadedLora;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetCell.Source;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetColumn.Kind;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.SheetRow;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

    @Autowired
    BlobStore blobs;

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
    @Tag("attack")
    void aPictureThatWasStoredBeforePixelsWereLimitedIsLeftOutOfTheMeasures() {
        assertThat(changeOf(820, 40)).isNotNull();
        assertThat(changeOf(8_200, 4)).isNull();
    }

    private @Nullable Double changeOf(int width, int height) {
        List<SheetCell> cells = new ArrayList<>();
        for (SheetColumn column : List.of(
                new SheetColumn(Kind.NO_LORA, Strength.NONE), new SheetColumn(Kind.CANDIDATE, Strength.of(0.9)))) {
            byte[] png = TestPhotos.png(width, height, cells.size() + 1);
            BlobHash picture = blobs.store(png, "image/png", Serving.INLINE).hash();
            cells.add(new SheetCell(cells.size(), new SheetRow("portrait", 7), column, picture, Source.DRAWN, null));
        }
        return measuring
                .measure(cells, List.of(), TriggerWord.NONE, Set.of())
                .strengths()
                .getFirst()
                .change();
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
