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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Service;

/** A sheet's pictures under names that say what they are, and a table of its places. */
@Service
@MembersOnly
public class SheetExportService {
    private final SheetService sheets;
    private final SheetFlagService flags;
    private final VersionService versions;
    private final BlobStore blobs;

    SheetExportService(SheetService sheets, SheetFlagService flags, VersionService versions, BlobStore blobs) {
        this.sheets = sheets;
        this.flags = flags;
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
                        .formatted(versions.details(sheet.version()).card().name(), sheet.number()),
                sheet,
                standing,
                stored);
    }

    /** A zip with the table and all pictures that are there; read while it is written. */
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
        }
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
                        case PRODUCTION -> Objects.requireNonNullElse(sheet.referenceName(), "production");
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
     */
    public record SheetExport(
            String name, SheetDetails sheet, Map<Integer, List<SheetFlag>> flags, Map<BlobHash, StoredBlob> stored) {
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
