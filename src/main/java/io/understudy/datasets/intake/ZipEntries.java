package io.understudy.datasets.intake;

import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.intake.layouts.CaptionList;
import io.understudy.datasets.snapshots.export.ExportManifest;
import io.understudy.platform.core.Wording;
import io.understudy.platform.pictures.UnreadPhoto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The entries of a zip, sorted into pictures, captions and the rest, by name alone; nothing is unpacked yet.
 *
 * @param captions by {@link #key(String)}; a picture may have several
 * @param manifests lists that an export of ours may hold
 * @param lists captions of many pictures in one file
 * @param settings of trainers, and what else is JSON
 * @param others files that are neither pictures nor captions nor what trainers keep next to them
 * @param oldNames names that are not UTF-8
 */
public record ZipEntries(
        List<Named> pictures,
        Map<String, List<Named>> captions,
        List<Named> manifests,
        List<Named> lists,
        List<Named> settings,
        List<Named> others,
        List<String> oldNames) {
    /** @param path as it is read, with {@code /} between folders */
    record Named(String path, ZipArchiveEntry entry) {
        String name() {
            return shown(path);
        }

        /** The folder, empty or with a slash at its end. */
        String folder() {
            return path.substring(0, path.lastIndexOf('/') + 1);
        }
    }

    private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "jfif", "jpe", "png", "webp");
    private static final Set<String> ARCHIVES =
            Set.of("zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst", "jar", "cbz");
    private static final Set<String> SETTINGS = Set.of("toml", "yaml", "yml", "json");

    /** Of pictures, also those that were converted, and of captions; lists of kohya have names with dots and no ending. */
    private static final Set<String> ENDINGS = Set.of(
            "jpg", "jpeg", "jfif", "jpe", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif", "hif", "avif",
            "txt", "caption", "json");

    private static final Set<String> JUNK = Set.of("thumbs.db", "desktop.ini");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

    /**
     * Refuses the whole zip for anything in its list that no honest packer writes.
     *
     * @throws RejectedZipException with the reason
     */
    static ZipEntries of(ZipFile zip) throws RejectedZipException {
        List<ZipArchiveEntry> all = Collections.list(zip.getEntries());
        if (all.size() > IntakeLimits.ENTRIES) {
            throw new RejectedZipException(
                    "it has " + all.size() + " entries; the limit is " + IntakeLimits.ENTRIES + ": split it");
        }
        ZipEntries sorted = new ZipEntries(
                new ArrayList<>(),
                new HashMap<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        Set<String> names = new HashSet<>();
        for (ZipArchiveEntry entry : all) {
            EntryName name = EntryName.of(entry);
            String path = name.text().replace('\\', '/');
            requireHonest(zip, entry, path);
            if (!names.add(path.toLowerCase(Locale.ROOT))) {
                throw new RejectedZipException("two of its entries have the same name, " + shown(path));
            }
            if (!entry.isDirectory() && !isJunk(path)) {
                sorted.sort(new Named(path, entry));
                if (!name.isUtf8()) {
                    sorted.oldNames.add(shown(path));
                }
            }
        }
        // Photos of a phone are named one by one.
        if (sorted.pictures.isEmpty() && sorted.others.stream().map(Named::path).noneMatch(UnreadPhoto::isNamed)) {
            throw new RejectedZipException("there is no JPEG, PNG or WebP picture in it");
        }
        if (sorted.pictures.size() > IntakeLimits.PICTURES) {
            throw new RejectedZipException("it has " + sorted.pictures.size() + " pictures; the limit is "
                    + IntakeLimits.PICTURES + ": split it");
        }
        return sorted;
    }

    /** Ties a picture to its caption: folder and name without the ending, where it has one of those that come here. */
    public static String key(String path) {
        String plain = path.replace('\\', '/');
        return (ENDINGS.contains(PictureFileName.extension(name(plain))) ? PictureFileName.stem(plain) : plain)
                .toLowerCase(Locale.ROOT);
    }

    public static String names(List<String> names) {
        return Wording.first(names, Wording.MOST_NAMED);
    }

    static String shown(String path) {
        return PictureFileName.of(path).value();
    }

    private void sort(Named file) throws RejectedZipException {
        String path = file.path();
        String extension = PictureFileName.extension(name(path));
        if (ARCHIVES.contains(extension)) {
            throw new RejectedZipException("it holds another archive, " + shown(path) + ": unpack that one first");
        }
        if (PICTURES.contains(extension)) {
            pictures.add(file);
        } else if (CaptionFile.isText(path)) {
            putCaption(key(path), file);
        } else if (name(path).equals(ExportManifest.FILE_NAME)) {
            manifests.add(file);
        } else if (CaptionList.isOne(path)) {
            lists.add(file);
        } else if (SETTINGS.contains(extension)) {
            settings.add(file);
        } else {
            others.add(file);
        }
    }

    private void putCaption(String key, Named file) {
        captions.computeIfAbsent(key, none -> new ArrayList<>()).add(file);
    }

    /** Takes files with these endings for captions, too. */
    void readCaptions(Set<String> endings) {
        for (Named file : List.copyOf(others)) {
            if (endings.contains(PictureFileName.extension(name(file.path())))) {
                others.remove(file);
                putCaption(PictureFileName.stem(file.path()).toLowerCase(Locale.ROOT), file);
            }
        }
    }

    /**
     * The caption files of a picture, such as {@code 1.txt} and {@code 1.jpg.txt}, the one that counts first.
     *
     * @param ending of those that its trainer reads; may be empty
     */
    List<Named> captionsOf(Named picture, String ending) {
        return keys(picture.path()).stream()
                .flatMap(key -> captions.getOrDefault(key, List.of()).stream())
                .sorted(Comparator.comparing(Named::path, CaptionFile.precedence(ending)))
                .toList();
    }

    /** By what captions of a picture may be called: its name without the ending, and with it. */
    public static List<String> keys(String picture) {
        return Stream.of(key(picture), picture.replace('\\', '/').toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    private static void requireHonest(ZipFile zip, ZipArchiveEntry entry, String path) throws RejectedZipException {
        boolean leavesFolder = List.of(path.split("/", -1)).contains("..");
        if (leavesFolder || path.startsWith("/") || DRIVE.matcher(path).matches() || path.indexOf('\0') >= 0) {
            throw new RejectedZipException("an entry, " + shown(path) + ", points outside the zip");
        }
        if (entry.isUnixSymlink()) {
            throw new RejectedZipException("it holds a link, " + shown(path) + ": pack the file itself");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new RejectedZipException("it is encrypted: pack it without a password");
        }
        if (!zip.canReadEntryData(entry)) {
            throw new RejectedZipException(
                    "it is packed with a method that is not supported here: pack it as an ordinary zip (deflate)");
        }
    }

    private static boolean isJunk(String path) {
        String name = name(path);
        return path.startsWith("__MACOSX/") || name.startsWith(".") || JUNK.contains(name.toLowerCase(Locale.ROOT));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
