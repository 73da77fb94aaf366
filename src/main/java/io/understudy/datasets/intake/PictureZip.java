package io.understudy.datasets.intake;

import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.intake.ZipEntries.Named;
import io.understudy.datasets.snapshots.export.ExportManifest;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Spooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
    private final List<String> missing = new ArrayList<>();
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

    /**
     * Spools and unpacks a zip, and has its pictures taken.
     *
     * @return what became of them, with what else is to be said of the zip
     */
    static IntakeReport take(
            BlobStore blobs,
            CharacterSummary character,
            String name,
            InputStream in,
            Function<PictureZip, IntakeReport> pictures) {
        try (Spooled file = blobs.spool(in, IntakeLimits.ZIP_BYTES);
                PictureZip zip = unpack(file.path(), blobs::spool)) {
            IntakeReport report = pictures.apply(zip);
            List<RejectedFile> rejected = new ArrayList<>(report.rejected());
            rejected.addAll(zip.rejected);
            List<String> notes = new ArrayList<>(report.notes());
            notes.addAll(zip.notes);
            TriggerWord trigger = zip.manifest().triggerWord();
            if (!trigger.isEmpty() && !trigger.equals(character.triggerWord())) {
                notes.add(name + " was exported for the trigger word “" + trigger + "”, this character's is “"
                        + character.triggerWord() + "”: the caption check puts it first with one click");
            }
            return new IntakeReport(
                    report.added(),
                    report.excluded(),
                    report.alreadyHere(),
                    rejected,
                    notes,
                    report.picture(),
                    zip.missing);
        } catch (DomainException.RuleViolation tooLarge) {
            return IntakeReport.refused(name, RejectionReasons.ZIP_TOO_LARGE);
        } catch (RejectedZipException e) {
            return IntakeReport.refused(name, e.words() + "; nothing of it was added");
        } catch (IOException e) {
            throw new UncheckedIOException("The zip could not be unpacked", e);
        }
    }

    List<UploadedPicture> pictures() {
        return pictures;
    }

    /** What an export of ours says about the pictures; nothing for any other zip. */
    ExportManifest manifest() {
        return manifest;
    }

    @Override
    public void close() {
        pictures.forEach(UploadedPicture::close);
    }

    private void takeAll(ZipFile zip, ZipEntries entries) throws IOException {
        CountedEntry.Budget budget = new CountedEntry.Budget(IntakeLimits.UNPACKED_BYTES);
        Map<String, String> captions = new HashMap<>();
        Set<String> belonging = new HashSet<>();
        Set<String> outranked = new LinkedHashSet<>();
        Map<String, ExportManifest.Line> exported = exported(zip, entries, budget);
        ZipLayout layout = ZipLayout.of(entries, exported.keySet(), (entry, most) -> bytes(zip, entry, most, budget));
        for (Named picture : entries.pictures()) {
            ExportManifest.Line line = exported.get(picture.path());
            List<Named> files = entries.captionsOf(picture, layout.captionEnding(picture));
            files.forEach(file -> belonging.add(file.path()));
            Optional<String> leftOut = line == null ? layout.leftOut(picture) : Optional.empty();
            if (leftOut.isPresent()) {
                layout.ask(picture);
                rejected.add(new RejectedFile(picture.name(), leftOut.get()));
                continue;
            }
            String own = null;
            for (Named file : files) {
                if (own != null && !own.isEmpty()) {
                    outranked.add(file.name());
                    continue;
                }
                String read = captions.get(file.path());
                own = read == null ? caption(zip, file, budget) : read;
                captions.put(file.path(), own);
            }
            String caption = clean(picture, layout.caption(picture, own));
            try (InputStream in = open(zip, picture, budget)) {
                pictures.add(new UploadedPicture(
                        picture.name(),
                        spooler.spool(in, IntakeLimits.PICTURE_BYTES),
                        caption,
                        line,
                        line == null ? layout.repeats(picture) : Integer.valueOf(line.repeats())));
            } catch (DomainException.RuleViolation tooLarge) {
                rejected.add(new RejectedFile(picture.name(), RejectionReasons.PICTURE_TOO_LARGE));
            } catch (CountedEntry.Damaged damaged) {
                rejected.add(new RejectedFile(picture.name(), RejectionReasons.DAMAGED_ENTRY));
            } catch (UncheckedIOException e) {
                if (e.getCause() instanceof CountedEntry.Damaged) {
                    rejected.add(new RejectedFile(picture.name(), RejectionReasons.DAMAGED_ENTRY));
                    continue;
                }
                // The spooler wraps what our own stream said about the zip; a full disk is not the zip's fault.
                if (e.getCause() instanceof RejectedZipException refused) {
                    throw refused;
                }
                throw e;
            }
        }
        pictures.sort(Comparator.comparingInt(this::place));
        entries.captions().values().stream()
                .flatMap(List::stream)
                .filter(file -> !belonging.contains(file.path()))
                .sorted(Comparator.comparing(Named::path))
                .forEach(file -> notes.add(file.name() + " belongs to no picture of the zip"));
        if (!outranked.isEmpty()) {
            notes.add("Not read, because another caption file of the same picture counts more: "
                    + ZipEntries.names(List.copyOf(outranked)));
        }
        notes.addAll(layout.notes());
        missing.addAll(layout.missing());
        if (!entries.oldNames().isEmpty()) {
            notes.add("Names that are not UTF-8 were read as those of DOS; check their special characters: "
                    + ZipEntries.names(entries.oldNames()));
        }
        entries.others()
                .forEach(file -> rejected.add(new RejectedFile(file.name(), RejectionReasons.ofName(file.path()))));
    }

    /** Lines of an export's list by the path in the zip; the list may lie in a folder together with the rest. */
    private Map<String, ExportManifest.Line> exported(ZipFile zip, ZipEntries entries, CountedEntry.Budget budget)
            throws IOException {
        Map<String, ExportManifest.Line> lines = new HashMap<>();
        if (entries.manifests().size() > 1) {
            notes.add("The zip holds " + entries.manifests().size() + " lists of exports (" + ExportManifest.FILE_NAME
                    + "), which were not read: order, names and repeats of those pictures are not what they were."
                    + " Add each export as a zip of its own");
        }
        if (entries.manifests().size() != 1) {
            return lines;
        }
        Named list = entries.manifests().getFirst();
        try (InputStream in = open(zip, list, budget)) {
            manifest =
                    ExportManifest.read(in.readNBytes(ExportManifest.MAX_BYTES)).orElse(ExportManifest.NONE);
        }
        manifest.pictures().forEach(line -> lines.put(list.folder() + line.file(), line));
        return lines;
    }

    private static InputStream open(ZipFile zip, Named file, CountedEntry.Budget budget) throws IOException {
        return CountedEntry.open(zip, file.entry(), budget);
    }

    /** In the order of the export's list; what is not in it comes after, in the order of the zip. */
    private int place(UploadedPicture picture) {
        return picture.exported() == null
                ? Integer.MAX_VALUE
                : manifest.pictures().indexOf(picture.exported());
    }

    private String caption(ZipFile zip, Named file, CountedEntry.Budget budget) throws IOException {
        Optional<byte[]> bytes = bytes(zip, file, IntakeLimits.CAPTION_BYTES, budget);
        return bytes.isPresent() ? clean(file, bytes.get()) : "";
    }

    private Optional<byte[]> bytes(ZipFile zip, Named file, int most, CountedEntry.Budget budget) throws IOException {
        try (InputStream in = open(zip, file, budget)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                notes.add(file.name() + " is too long and was left out");
                return Optional.empty();
            }
            return Optional.of(bytes);
        } catch (CountedEntry.Damaged damaged) {
            notes.add(file.name() + " is damaged in the zip and was left out");
            return Optional.empty();
        }
    }

    private String clean(Named file, String caption) {
        return clean(file, caption.getBytes(StandardCharsets.UTF_8));
    }

    private String clean(Named file, byte[] bytes) {
        CaptionText.FromFile caption = CaptionText.ofFile(bytes);
        if (caption.note() != null) {
            notes.add(file.name() + ": " + caption.note());
        }
        return caption.text();
    }
}
