package io.understudy.datasets.intake;

import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.snapshots.export.ExportManifest;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.Spooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** A zip of pictures and captions, unpacked wholly before any of it counts. */
final class PictureZip implements AutoCloseable {
    interface Spooler {
        Spooled spool(InputStream in, long limitBytes);
    }

    private final Spooler spooler;
    private final List<UploadedPicture> pictures = new ArrayList<>();
    private final List<RejectedFile> rejected = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private ExportManifest manifest = ExportManifest.NONE;

    private PictureZip(Spooler spooler) {
        this.spooler = spooler;
    }

    /**
     * Unpacks a zip into temporary files.
     *
     * @throws RejectedZipException when the zip as a whole is not to be trusted; nothing remains of it
     */
    static PictureZip unpack(Path file, Spooler spooler) throws IOException {
        CentralDirectory.requireModest(file);
        PictureZip unpacked = new PictureZip(spooler);
        boolean whole = false;
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            unpacked.takeAll(zip, ZipEntries.of(zip));
            whole = true;
            return unpacked;
        } catch (RejectedZipException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new RejectedZipException("the zip is damaged: its list of entries cannot be read", e);
        } finally {
            if (!whole) {
                unpacked.close();
            }
        }
    }

    List<UploadedPicture> pictures() {
        return pictures;
    }

    List<RejectedFile> rejected() {
        return rejected;
    }

    /** What an export of ours says about the pictures; nothing for any other zip. */
    ExportManifest manifest() {
        return manifest;
    }

    List<String> notes() {
        return notes;
    }

    @Override
    public void close() {
        pictures.forEach(UploadedPicture::close);
    }

    private void takeAll(ZipFile zip, ZipEntries entries) throws IOException {
        CountedEntry.Budget budget = new CountedEntry.Budget(IntakeLimits.UNPACKED_BYTES);
        Map<String, String> captions = new TreeMap<>();
        for (Map.Entry<String, ZipArchiveEntry> caption : entries.captions().entrySet()) {
            captions.put(caption.getKey(), caption(zip, caption.getValue(), budget));
        }
        Map<String, ExportManifest.Line> exported = exported(zip, entries, budget);
        for (ZipArchiveEntry entry : entries.pictures()) {
            String name = ZipEntries.shown(entry.getName());
            String caption = captions.getOrDefault(ZipEntries.key(entry.getName()), "");
            try (InputStream in = new CountedEntry(entry, zip.getInputStream(entry), budget)) {
                pictures.add(new UploadedPicture(
                        name, spooler.spool(in, IntakeLimits.PICTURE_BYTES), caption, exported.get(path(entry))));
            } catch (DomainException.RuleViolation tooLarge) {
                rejected.add(new RejectedFile(name, RejectionReasons.PICTURE_TOO_LARGE));
            } catch (UncheckedIOException e) {
                // The spooler wraps what our own stream said about the zip; a full disk is not the zip's fault.
                if (e.getCause() instanceof RejectedZipException refused) {
                    throw refused;
                }
                throw e;
            }
        }
        pictures.sort(Comparator.comparingInt(this::place));
        entries.pictures().forEach(entry -> captions.remove(ZipEntries.key(entry.getName())));
        captions.keySet().forEach(left -> notes.add(ZipEntries.shown(left) + ".txt belongs to no picture of the zip"));
        entries.others()
                .forEach(path ->
                        rejected.add(new RejectedFile(ZipEntries.shown(path), RejectionReasons.NO_PICTURE_NAME)));
    }

    /** Lines of an export's list by the path in the zip; the list may lie in a folder together with the rest. */
    private Map<String, ExportManifest.Line> exported(ZipFile zip, ZipEntries entries, CountedEntry.Budget budget)
            throws IOException {
        Map<String, ExportManifest.Line> lines = new HashMap<>();
        if (entries.manifests().size() != 1) {
            return lines;
        }
        ZipArchiveEntry entry = entries.manifests().getFirst();
        String folder = path(entry).substring(0, path(entry).length() - ExportManifest.FILE_NAME.length());
        try (InputStream in = new CountedEntry(entry, zip.getInputStream(entry), budget)) {
            byte[] bytes = in.readNBytes(ExportManifest.MAX_BYTES);
            manifest = ExportManifest.read(bytes).orElse(ExportManifest.NONE);
        }
        manifest.pictures().forEach(line -> lines.put(folder + line.file(), line));
        return lines;
    }

    private static String path(ZipArchiveEntry entry) {
        return entry.getName().replace('\\', '/');
    }

    /** In the order of the export's list; what is not in it comes after, in the order of the zip. */
    private int place(UploadedPicture picture) {
        return picture.exported() == null
                ? Integer.MAX_VALUE
                : manifest.pictures().indexOf(picture.exported());
    }

    private String caption(ZipFile zip, ZipArchiveEntry entry, CountedEntry.Budget budget) throws IOException {
        try (InputStream in = new CountedEntry(entry, zip.getInputStream(entry), budget)) {
            byte[] bytes = in.readNBytes(IntakeLimits.CAPTION_BYTES + 1);
            if (bytes.length > IntakeLimits.CAPTION_BYTES) {
                notes.add(ZipEntries.shown(entry.getName()) + " is too long for a caption and was left out");
                return "";
            }
            CaptionText.FromFile caption = CaptionText.ofFile(bytes);
            if (caption.note() != null) {
                notes.add(ZipEntries.shown(entry.getName()) + ": " + caption.note());
            }
            return caption.text();
        }
    }
}
