package io.understudy.cli;

import io.understudy.platform.core.Wording;
import io.understudy.platform.pictures.UnreadPhoto;
import io.understudy.platform.text.Formats;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a folder holds for a dataset: photos, also in folders below it, with their captions, and the lists and settings of
 * trainers that speak of them.
 */
final class PushedFolder {
    /** What a server takes in one zip, with room for its list of entries. */
    private static final int LIMIT_PHOTOS = 500;

    private static final int LIMIT_FILES = 2_000;
    private static final long LIMIT_BYTES = 990_000_000;

    /** Fewer and less, of which zips are made. */
    private static final int MOST_PHOTOS = 450;

    private static final int MOST_FILES = 1_900;
    private static final long MOST_BYTES = 500_000_000;

    private static final long LONGEST_CAPTION = 64 * 1024;
    private static final long LONGEST_LIST = 4 << 20;
    private static final Set<String> CAPTIONS = Set.of("txt", "caption", "json");
    private static final Set<String> SPEAKING = Set.of("jsonl", "csv", "toml", "yaml", "yml", "json");
    private static final Set<String> ARCHIVES =
            Set.of("zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst", "jar", "cbz");

    /** What programs keep next to photos, never a caption. */
    private static final Set<String> OF_PROGRAMS = Set.of("xmp", "aae", "npz", "lock", "pt");

    private static final Set<String> JUNK = Set.of("__MACOSX", "thumbs.db", "desktop.ini");

    /** A folder whose name says something, as in kohya's layout. */
    private static final String NUMBERED = "\\d{1,4}_.+";

    private final Path folder;
    private final List<Path> photos = new ArrayList<>();
    private final List<Path> speaking = new ArrayList<>();
    private final List<Path> unread = new ArrayList<>();
    private final List<Path> twins = new ArrayList<>();
    private final List<Path> closed = new ArrayList<>();
    private final List<Path> others = new ArrayList<>();
    private final Map<Path, List<Path>> captions = new HashMap<>();
    private final long bytesOfSpeaking;
    private final boolean plain;

    /** @throws BadInputException if the folder is missing, has no photo, or has too much in lists and settings */
    PushedFolder(Path given) throws IOException {
        folder = given.toAbsolutePath();
        List<Path> rest = new ArrayList<>();
        if (Files.isDirectory(given)) {
            for (Path file : files()) {
                String name = file.getFileName().toString();
                if (!Files.isRegularFile(file)) {
                    others.add(file);
                } else if (PictureFolder.isPicture(file)) {
                    photos.add(file);
                } else if (UnreadPhoto.isNamed(name)) {
                    unread.add(file);
                } else {
                    rest.add(file);
                }
            }
        }
        if (photos.isEmpty()) {
            PictureFolder.files(given);
        }
        Map<Path, List<Path>> byStem = photos.stream()
                .flatMap(photo -> Stream.of(stem(photo), lower(photo)).map(key -> Map.entry(key, photo)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        Set<Path> spokenOf = photos.stream().flatMap(this::foldersOf).collect(Collectors.toSet());
        long bytes = 0;
        for (Path file : rest) {
            if (SPEAKING.contains(ending(file))
                    && spokenOf.contains(folderOf(file))
                    && !isCaption(file, byStem)
                    && Files.size(file) <= LONGEST_LIST) {
                speaking.add(file);
                bytes += Files.size(file);
            }
        }
        if (speaking.size() > MOST_FILES / 2) {
            throw new BadInputException("The folder holds too many lists and settings.");
        }
        if (bytes > MOST_BYTES / 2) {
            throw new BadInputException("The lists and settings in the folder are too large: "
                    + Formats.bytes(bytes) + " together. At most " + Formats.bytes(MOST_BYTES / 2)
                    + " are sent along.");
        }
        bytesOfSpeaking = bytes;
        rest.removeAll(Set.copyOf(speaking));
        plain = speaking.isEmpty()
                && !root().matches(NUMBERED)
                && photos.stream().allMatch(photo -> folder.equals(photo.getParent()));
        if (!plain) {
            Set<String> names = new HashSet<>();
            photos.removeIf(photo -> isTwin(photo, names) && twins.add(photo));
            speaking.removeIf(file -> isTwin(file, names) && others.add(file));
            rest.removeIf(file -> isTwin(file, names) && others.add(file));
        }
        for (Path file : rest) {
            List<Path> described = byStem.getOrDefault(stem(file), List.of());
            if (!described.isEmpty() && (isCaption(file, byStem) || !plain && isSmall(file))) {
                described.forEach(photo -> captions.computeIfAbsent(photo, none -> new ArrayList<>())
                        .add(file));
            } else {
                others.add(file);
            }
        }
    }

    /** All but directories and what systems leave behind. */
    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        SimpleFileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
                return isJunk(below) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                return take(file, found);
            }

            /** A folder that may not be opened, or a link to one above it. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                return take(file, closed);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path below, @Nullable IOException broken) {
                return broken == null ? FileVisitResult.CONTINUE : take(below, closed);
            }
        };
        Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        found.sort(Comparator.comparing(Path::toString));
        return found;
    }

    private FileVisitResult take(Path file, List<Path> into) {
        if (!isJunk(file)) {
            into.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    private boolean isJunk(Path file) {
        if (file.equals(folder)) {
            return false;
        }
        String name = file.getFileName().toString();
        return name.startsWith(".") || JUNK.contains(name) || JUNK.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The one that a photo lies in, and those above it. */
    private Stream<Path> foldersOf(Path photo) {
        return Stream.iterate(folderOf(photo), above -> above.startsWith(folder), PushedFolder::folderOf);
    }

    private static Path folderOf(Path file) {
        return file.resolveSibling("");
    }

    /** No server takes a zip in which names differ in nothing but capital letters. */
    private boolean isTwin(Path file, Set<String> names) {
        return !names.add(name(file).toLowerCase(Locale.ROOT));
    }

    private static boolean isCaption(Path file, Map<Path, List<Path>> byStem) {
        return CAPTIONS.contains(ending(file)) && byStem.containsKey(stem(file));
    }

    /** Whether it may be a caption with an ending that settings name. */
    private static boolean isSmall(Path file) throws IOException {
        return !ARCHIVES.contains(ending(file))
                && !OF_PROGRAMS.contains(ending(file))
                && Files.size(file) <= LONGEST_CAPTION;
    }

    private static Path stem(Path file) {
        String name = lower(file).getFileName().toString();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling(dot > 0 ? name.substring(0, dot) : name);
    }

    /** Servers tie captions to photos whatever the case of their names. */
    private static Path lower(Path file) {
        return file.resolveSibling(file.getFileName().toString().toLowerCase(Locale.ROOT));
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** In the order of their paths. */
    List<Path> photos() {
        return photos;
    }

    List<Path> captions(Path photo) {
        return captions.getOrDefault(photo, List.of());
    }

    /** Whether no folder, list or setting says anything about the photos, so that each can be sent alone. */
    boolean isPlain() {
        return plain;
    }

    /** Names of photos that no server takes, with the reason. */
    List<String> refused() {
        return Stream.concat(
                        unread.stream().map(photo -> name(photo) + ": " + UnreadPhoto.REFUSAL),
                        twins.stream()
                                .map(photo -> name(photo) + ": another photo has the same name but for capital letters:"
                                        + " rename one of them"))
                .toList();
    }

    /** Sentences about what is not sent; empty when everything is. */
    List<String> leftOut() {
        return Stream.of(
                        leftOut("Not sent, because they are neither photos nor captions of one: ", others),
                        leftOut("Not sent, because they cannot be opened or lead back to a folder above: ", closed))
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    private String leftOut(String why, List<Path> files) {
        return files.isEmpty()
                ? ""
                : why + Wording.first(files.stream().map(this::name).toList(), Wording.MOST_NAMED);
    }

    /**
     * A sentence about captions of lists that belong to no photo of the folder; empty when there are none.
     *
     * @param missing for each zip that was sent, the pictures of lists that the server did not find in it
     * @param unsent photos of the folder that were in none of them: a list may mean these
     */
    String withoutPhoto(List<Set<String>> missing, Set<Path> unsent) {
        if (missing.isEmpty()) {
            return "";
        }
        Set<String> names = new TreeSet<>(missing.getFirst());
        missing.forEach(names::retainAll);
        Set<String> meant = unsent.stream()
                .filter(photo -> !names.contains(key(photo)))
                .map(PushedFolder::shortName)
                .collect(Collectors.toSet());
        Stream.concat(photos.stream(), unread.stream()).map(this::key).forEach(names::remove);
        names.removeIf(name -> meant.contains(name.substring(name.lastIndexOf('/') + 1)));
        return names.isEmpty()
                ? ""
                : "Captions of " + Formats.plural(names.size(), "picture", "pictures")
                        + " that the folder does not hold were left out: " + Wording.first(names, Wording.MOST_NAMED);
    }

    /** By which a server knows it. */
    private String key(Path photo) {
        return (root() + "/" + name(stem(photo))).toLowerCase(Locale.ROOT);
    }

    /** Where it lies in the folder. */
    String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    String zipName() {
        return root() + ".zip";
    }

    private String root() {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? "photos" : name.toString();
    }

    /**
     * Those of some photos that have to be sent with others, because a list may speak of their name: a server gives what
     * it says to the only photo of that name, if the one that is meant is missing.
     */
    Set<Path> alike(List<Path> some, List<Path> sent) {
        if (speaking.isEmpty()) {
            return Set.of();
        }
        Set<String> names = sent.stream().map(PushedFolder::shortName).collect(Collectors.toSet());
        return some.stream().filter(photo -> names.contains(shortName(photo))).collect(Collectors.toSet());
    }

    /** By which a list may mean it, in whatever folder it lies. */
    private static String shortName(Path photo) {
        return stem(photo).getFileName().toString();
    }

    /**
     * Photos that are sent together, in zips that a server takes; those of one name, by which a list may mean them,
     * stay together.
     *
     * @throws BadInputException if there are too many of one name
     */
    List<List<Path>> portions(List<Path> some) throws IOException {
        List<List<Path>> portions = new ArrayList<>();
        List<Path> portion = new ArrayList<>();
        long bytes = bytesOfSpeaking;
        int files = speaking.size();
        Map<String, List<Path>> byName = some.stream()
                .collect(Collectors.groupingBy(
                        speaking.isEmpty() ? this::name : PushedFolder::shortName, TreeMap::new, Collectors.toList()));
        for (List<Path> alike : byName.values()) {
            int its = 0;
            long size = 0;
            for (Path photo : alike) {
                its += 1 + captions(photo).size();
                size += Files.size(photo);
                for (Path caption : captions(photo)) {
                    size += Files.size(caption);
                }
            }
            if (alike.size() > 1
                    && (alike.size() > LIMIT_PHOTOS
                            || speaking.size() + its > LIMIT_FILES
                            || bytesOfSpeaking + size > LIMIT_BYTES)) {
                throw new BadInputException("Photos of one name are sent together, because the lists and settings in"
                        + " the folder may mean any of them, and " + alike.size() + " of the name “"
                        + shortName(alike.getFirst()) + "” are more than a server takes at once. Rename some of them,"
                        + " or push the folders in which they lie one by one.");
            }
            if (!portion.isEmpty()
                    && (portion.size() + alike.size() > MOST_PHOTOS
                            || files + its > MOST_FILES
                            || bytes + size > MOST_BYTES)) {
                portions.add(portion);
                portion = new ArrayList<>();
                bytes = bytesOfSpeaking;
                files = speaking.size();
            }
            portion.addAll(alike);
            bytes += size;
            files += its;
        }
        if (!portion.isEmpty()) {
            portions.add(portion);
        }
        return portions;
    }

    /**
     * Writes photos with their captions and all lists and settings as they lie in the folder. The same files give the same
     * bytes, so that an upload of them continues.
     */
    void zip(List<Path> some, OutputStream out) throws IOException {
        Set<Path> files = new LinkedHashSet<>(speaking);
        List<Path> inOrder =
                some.stream().sorted(Comparator.comparing(Path::toString)).toList();
        for (Path photo : inOrder) {
            files.add(photo);
            files.addAll(captions(photo));
        }
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Path file : files) {
                ZipEntry entry = new ZipEntry(root() + "/" + name(file));
                entry.setTime(Files.getLastModifiedTime(file).toMillis());
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }
}
