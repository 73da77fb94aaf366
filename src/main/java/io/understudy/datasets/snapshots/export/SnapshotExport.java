package io.understudy.datasets.snapshots.export;

import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.images.decoding.PictureFormat;
import io.understudy.storage.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A snapshot on its way out as a zip: its display pictures, never the files that were uploaded, each with its caption
 * in a {@code .txt} next to it. The same snapshot gives the same bytes.
 */
public final class SnapshotExport {
    private static final int PIECE = 1 << 16;

    private final SnapshotSummary snapshot;
    private final List<SnapshotEntry> entries;
    private final ExportLayout layout;
    private final ExportOptions options;
    private final String fileName;
    private final BlobStore blobs;

    SnapshotExport(
            SnapshotSummary snapshot,
            List<SnapshotEntry> entries,
            ExportLayout layout,
            ExportOptions options,
            String fileName,
            BlobStore blobs) {
        this.snapshot = snapshot;
        this.entries = entries;
        this.layout = layout;
        this.options = options;
        this.fileName = fileName;
        this.blobs = blobs;
    }

    public String fileName() {
        return fileName;
    }

    public void writeTo(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.NO_COMPRESSION);
        SortedSet<Integer> repeats = entries.stream()
                .map(entry -> options.repeatsOf(entry.repeats()))
                .collect(Collectors.toCollection(TreeSet::new));
        List<ExportManifest.Line> lines = new ArrayList<>();
        Set<String> stems = new HashSet<>();
        for (SnapshotEntry entry : entries) {
            String folder = layout.folder(snapshot.triggerWord(), options.repeatsOf(entry.repeats()), repeats);
            String stem = folder + unusedStem(PictureFileName.stem(entry.fileName()), stems);
            String picture = stem + "." + extension(entry);
            begin(zip, picture);
            try (InputStream in = blobs.open(entry.display())) {
                copy(in, zip);
            }
            zip.closeEntry();
            // An empty file stops some trainers; a missing one lets the settings' own word stand for it. Without a line
            // break at the end: ai-toolkit would train on it.
            if (!entry.caption().isEmpty()) {
                write(zip, stem + ".txt", entry.caption().getBytes(StandardCharsets.UTF_8));
            }
            lines.add(new ExportManifest.Line(
                    picture, entry.fileName(), entry.original().hex(), entry.repeats()));
        }
        for (Map.Entry<String, String> file :
                layout.settings(snapshot.triggerWord(), options, repeats).entrySet()) {
            write(zip, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        write(
                zip,
                ExportManifest.FILE_NAME,
                new ExportManifest(snapshot.id().hash(), snapshot.triggerWord(), lines).bytes());
        zip.finish();
    }

    /** Two pictures of a dataset may share a name; two captions must not share a file. */
    private static String unusedStem(String stem, Set<String> used) {
        String unused = stem;
        for (int number = 2; !used.add(unused.toLowerCase(Locale.ROOT)); number++) {
            unused = stem + " (" + number + ")";
        }
        return unused;
    }

    private String extension(SnapshotEntry entry) {
        String mediaType = blobs.describe(entry.display()).mediaType();
        for (PictureFormat format : PictureFormat.values()) {
            if (format.mediaType().equals(mediaType)) {
                return format.extensions().getFirst();
            }
        }
        throw new IllegalStateException("A display picture is " + mediaType);
    }

    /** In pieces of one size, however the store sends them: the same snapshot gives the same bytes. */
    private static void copy(InputStream in, ZipOutputStream zip) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int read = in.readNBytes(piece, 0, PIECE); read > 0; read = in.readNBytes(piece, 0, PIECE)) {
            zip.write(piece, 0, read);
        }
    }

    private void write(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        begin(zip, name);
        zip.write(bytes);
        zip.closeEntry();
    }

    private void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(zipTime(snapshot.createdAt()).toEpochMilli());
        zip.putNextEntry(entry);
    }

    /** Zips count in steps of two seconds. */
    private static Instant zipTime(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond() / 2 * 2);
    }
}
