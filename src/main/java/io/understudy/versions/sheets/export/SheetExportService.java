package io.understudy.versions.sheets.export;

import io.understudy.identity.MembersOnly;
import io.understudy.platform.text.CsvRow;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StoredBlob;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.SheetCell;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.flags.SheetFlag;
import io.understudy.versions.sheets.flags.SheetFlagService;
import io.understudy.versions.sheets.measures.ColumnMeasure;
import io.understudy.versions.sheets.measures.SheetMeasureService;
import io.understudy.versions.sheets.measures.SheetMeasures;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Service;

/** A sheet's pictures under names that say what they are, a table of its places, and one of what was measured. */
@Service
@MembersOnly
public class SheetExportService {
    private static final Logger log = LoggerFactory.getLogger(SheetExportService.class);
    private static final long MOST_SECONDS = 120;

    private final SheetService sheets;
    private final SheetFlagService flags;
    private final SheetMeasureService measures;
    private final VersionService versions;
    private final BlobStore blobs;

    SheetExportService(
            SheetService sheets,
            SheetFlagService flags,
            SheetMeasureService measures,
            VersionService versions,
            BlobStore blobs) {
        this.sheets = sheets;
        this.flags = flags;
        this.measures = measures;
        this.versions = versions;
        this.blobs = blobs;
    }

    /** @return a sheet as it is now, under the name of its version */
    public SheetExport take(SheetId id) {
        SheetDetails sheet = sheets.details(id);
        Map<Integer, List<SheetFlag>> standing = flags.ofSheet(id).stream()
                .filter(SheetFlag::counts)
                .collect(Collectors.groupingBy(SheetFlag::position));
        Map<BlobHash, StoredBlob> stored = blobs.describe(sheet.cells().stream()
                .map(SheetCell::picture)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return new SheetExport(
                "%s test sheet %d"
                        .formatted(
                                versions.details(sheet.head().version()).card().name(),
                                sheet.head().number()),
                sheet,
                standing,
                stored,
                measures.measure(id));
    }

    /**
     * A zip with the tables and all pictures that are there; read while it is written. What could not be measured is
     * missing from it, with a file that says why.
     */
    public void writeZip(SheetExport export, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            // Pictures are compressed already.
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry("sheet.csv"));
            Writer table = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
            writeCsv(export, table);
            table.flush();
            for (SheetCell cell : export.sheet().cells()) {
                BlobHash picture = cell.picture();
                if (picture != null) {
                    zip.putNextEntry(new ZipEntry(export.fileName(cell)));
                    try (InputStream in = blobs.open(picture)) {
                        in.transferTo(zip);
                    }
                }
            }
            addMeasures(export, zip);
        }
    }

    private static void addMeasures(SheetExport export, ZipOutputStream zip) throws IOException {
        Writer out = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
        try {
            SheetMeasures measured = export.measures().get(MOST_SECONDS, TimeUnit.SECONDS);
            zip.putNextEntry(new ZipEntry("measures.csv"));
            writeMeasures(export.sheet(), measured, out);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The server stops");
        } catch (ExecutionException | TimeoutException failed) {
            log.warn("The measures of {} are missing from its export", export.name(), failed);
            zip.putNextEntry(new ZipEntry("measures-missing.txt"));
            out.write("The pictures could not be measured now. Export the sheet again in a few minutes.\n");
        }
        out.flush();
    }

    private static void writeMeasures(SheetDetails sheet, SheetMeasures measured, Writer out) throws IOException {
        CsvRow.write(
                out,
                "column",
                "measured",
                "of",
                "likeness",
                "faces",
                "leakage",
                "followed",
                "variety",
                "flagged",
                "best");
        for (ColumnMeasure column : measured.columns()) {
            long places = sheet.cells().stream()
                    .filter(cell -> cell.column().equals(column.column()))
                    .count();
            CsvRow.write(
                    out,
                    column.column().label(),
                    Integer.toString(column.pictures()),
                    Long.toString(places),
                    column.meanLikeness().isPresent()
                            ? number(column.meanLikeness().getAsDouble())
                            : "",
                    Integer.toString(column.likeness().size()),
                    column.leakage() == null ? "" : number(column.leakage()),
                    column.followed() == null ? "" : column.followed().inWords(),
                    column.variety() == null ? "" : number(column.variety()),
                    Integer.toString(column.flagged()),
                    column.column().equals(measured.choice().column())
                            ? measured.choice().reason()
                            : "");
        }
        if (measured.choice().column() == null) {
            CsvRow.write(
                    out,
                    "not decided",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    measured.choice().reason());
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    public void writeCsv(SheetExport export, Writer out) throws IOException {
        CsvRow.write(
                out,
                "row",
                "column",
                "prompt",
                "seed",
                "LoRA",
                "strength",
                "picture",
                "SHA-256",
                "source",
                "artifacts",
                "note");
        SheetDetails sheet = export.sheet();
        for (SheetCell cell : sheet.cells()) {
            BlobHash picture = cell.picture();
            CsvRow.write(
                    out,
                    Integer.toString(1 + sheet.rows().indexOf(cell.row())),
                    Integer.toString(1 + sheet.columns().indexOf(cell.column())),
                    cell.row().prompt(),
                    Long.toString(cell.row().seed()),
                    switch (cell.column().kind()) {
                        case NO_LORA -> "";
                        case CANDIDATE -> "candidate";
                        case CHECKPOINT -> "candidate, " + cell.column().label();
                        case PRODUCTION ->
                            Objects.requireNonNullElse(sheet.head().referenceName(), "production");
                    },
                    cell.column().strength().label(),
                    picture == null ? "" : export.fileName(cell),
                    picture == null ? "" : picture.hex(),
                    cell.source() == null ? "" : cell.source().name().toLowerCase(Locale.ROOT),
                    export.artifacts(cell),
                    Objects.requireNonNullElse(cell.words(), ""));
        }
    }

    /**
     * A sheet that is written as files.
     *
     * @param name of the files, without an ending
     * @param flags that stand, by position
     * @param measures of the pictures that are there; still being taken, perhaps
     */
    public record SheetExport(
            String name,
            SheetDetails sheet,
            Map<Integer, List<SheetFlag>> flags,
            Map<BlobHash, StoredBlob> stored,
            CompletableFuture<SheetMeasures> measures) {
        public SheetExport {
            flags = Map.copyOf(flags);
            stored = Map.copyOf(stored);
        }

        /** In the order of the sheet when sorted by name. */
        String fileName(SheetCell cell) {
            StoredBlob blob = stored.get(cell.picture());
            String type = blob == null
                    ? ""
                    : MediaType.parseMediaType(blob.mediaType()).getSubtype();
            return "%02d-%02d seed %d, %s.%s"
                    .formatted(
                            1 + sheet.rows().indexOf(cell.row()),
                            1 + sheet.columns().indexOf(cell.column()),
                            cell.row().seed(),
                            cell.column().label(),
                            type.equals("jpeg") ? "jpg" : type.isEmpty() ? "png" : type);
        }

        String artifacts(SheetCell cell) {
            return flags.getOrDefault(cell.position(), List.of()).stream()
                    .map(SheetFlag::words)
                    .collect(Collectors.joining("; "));
        }
    }
}
