package io.understudy.versions.sheets.export;

import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.storage.BlobHash;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRoutes;
import io.understudy.versions.sheets.export.SheetExportService.SheetExport;
import io.understudy.versions.sheets.flags.ArtifactKind;
import io.understudy.versions.sheets.flags.FlagRegion;
import io.understudy.versions.sheets.flags.SheetFlagService;
import io.understudy.versions.sheets.measures.SheetsTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("once")
class SheetExportTest extends SheetsTest {
    @Autowired
    private SheetExportService exports;

    @Autowired
    private SheetFlagService flags;

    @Test
    void theZipHoldsEveryPictureUnderANameThatSaysWhatItIs() throws IOException {
        SheetId id = drawnSheet();

        Map<String, byte[]> files = zip(id);

        assertThat(files.keySet())
                .containsExactly(
                        "sheet.csv",
                        "01-01 seed 7, no LoRA.png",
                        "01-02 seed 7, 0.5.png",
                        "01-03 seed 7, 0.9.png",
                        "02-01 seed 42, no LoRA.png",
                        "02-02 seed 42, 0.5.png",
                        "02-03 seed 42, 0.9.png",
                        "measures.csv");
        assertThat(new String(files.get("measures.csv"), StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.startsWith("column,measured,of,likeness"))
                .anyMatch(line -> line.startsWith("0.5,2,2,"))
                .anyMatch(line -> line.startsWith("not decided,") && line.contains("faces on 6 pictures"));
        SheetCell last = sheets.details(id).cells().getLast();
        assertThat(BlobHash.of(files.get("02-03 seed 42, 0.9.png"))).isEqualTo(last.picture());
    }

    @Test
    void theTableNamesPromptSeedStrengthHashAndWhatWasFlagged() throws IOException {
        SheetId id = drawnSheet();
        BlobHash picture =
                Objects.requireNonNull(sheets.details(id).cells().get(2).picture());
        flags.flag(id, 2, picture, ArtifactKind.values()[0], new FlagRegion(0.1, 0.1, 0.2, 0.2), "=SUM(A1)");

        List<String> lines = table(id).lines().toList();

        assertThat(lines).hasSize(7);
        assertThat(lines.getFirst()).startsWith("row,column,prompt,seed,LoRA,strength,picture,SHA-256");
        assertThat(lines.get(3))
                .startsWith("1,3,\"ohwx woman, portrait\",7,candidate,0.9,\"01-03 seed 7, 0.9.png\"," + picture.hex())
                .contains("drawn")
                .contains("SUM(A1)");
    }

    @Test
    void aSheetThatIsNotCompleteSaysSo() throws IOException {
        plans.save(ava, SMALL_PLAN, 0);
        SheetId id = sheets.draw(version, FakeGenerationBackend.ID);
        worker.fill();
        drawing.last().draw(0);

        Map<String, byte[]> files = zip(id);
        assertThat(files).hasSize(3);
        assertThat(new String(files.get("measures.csv"), StandardCharsets.UTF_8))
                .contains("0.5,0,2,");
        assertThat(table(id).lines()).hasSize(7);
        UI.getCurrent().navigate(SheetRoutes.of(id));
        ((BackgroundQueue<?>) context.getBean("sheetMeasuringJob")).settled().join();
        MockVaadin.clientRoundtrip(false);
        assertThat(_find(Paragraph.class))
                .extracting(Paragraph::getText)
                .contains("Partial: measured on 1 of 6 pictures. Measured again once all are there.");
    }

    @Test
    void aSheetThatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> exports.take(new SheetId(UUID.randomUUID())))
                .isInstanceOf(DomainException.NotFound.class);
    }

    private String table(SheetId id) throws IOException {
        StringWriter out = new StringWriter();
        exports.writeCsv(exports.take(id), out);
        return out.toString();
    }

    private Map<String, byte[]> zip(SheetId id) throws IOException {
        SheetExport export = exports.take(id);
        SheetDetails sheet = export.sheet();
        assertThat(export.name()).endsWith("test sheet " + sheet.head().number());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exports.writeZip(export, out);
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }
}
