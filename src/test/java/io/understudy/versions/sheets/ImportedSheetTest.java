package io.understudy.versions.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.safetensors.passport.BaseModel;
import io.understudy.safetensors.passport.SyntheticLora;
import io.understudy.versions.ArrivedLora;
import io.understudy.versions.ImportDraft;
import io.understudy.versions.ImportService;
import java.io.ByteArrayInputStream;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A version that was imported has no run and no training pictures, and is tested like any other. */
class ImportedSheetTest extends SheetsTest {
    @Autowired
    ImportService imports;

    @Autowired
    SheetMeasureService measures;

    @BeforeEach
    void anImport() {
        byte[] file = SyntheticLora.kohyaFlux1(1, 1).bytes();
        ArrivedLora arrived = imports.receive(new ByteArrayInputStream(file), file.length);
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
        SheetMeasures measured = measures.measure(drawnSheet()).get(20, TimeUnit.SECONDS);

        assertThat(measured.strengths()).hasSize(2);
        assertThat(measured.nearest()).isEmpty();
    }
}
