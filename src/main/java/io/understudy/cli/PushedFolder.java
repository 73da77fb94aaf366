package io.understudy.cli;

import io.understudy.platform.pictures.UnreadPhoto;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What a folder holds for a dataset: photos, also in folders below it, with their captions, and the lists and settings of
 * trainers that speak of them.
 */
final class PushedFolder {
    /** Fewer and less than a server takes in one zip: 500 pictures, 2,000 entries and 1 GB. */
    private static final int MOST_PHOTOS = 450;

    private static final int MOST_FILES = 1_900;
    private static final long MOST_BYTES = 500_000_000;

    private static final int MOST_NAMED = 20;
    private static final long LONGEST_CAPTION = 64 * 1024;
    private static final long LONGEST_LIST = 4 << 20;
    private static final Set<String> CAPTIONS = Set.of("txt", "caption", "json");
    private static final Set<String> SPEAKING = Set.of("jsonl", "csv", "toml", "yaml", "yml", "json");
    private static final Set<String> ARCHIVES =
            Set.of("zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst", "jar", "cbz");
    private static final Set<String> JUNK = Set.of("__MACOSX", "thumbs.db", "desktop.ini");

    /** A folder whose name says something, as in kohya's layout. */
    private static final String NUMBERED = "\\d{1,4}_.+";

    private final Path folder;
    private final List<Path> photos = new ArrayList<>();
    private final List<Path> speaking = new ArrayList<>();
    private final List<Path> unread = new ArrayList<>();
    private final List<Path> others = new ArrayList<>();
    private final Map<Path, List<Path>> captions = new HashMap<>();
    private final boolean plain;

    /** @throws BadInputException if the folder is missing or has no photo */
    PushedFolder(Path folder) throws IOException {
        this.folder = folder;
        List<Path> rest = new ArrayList<>();
        if (Files.isDirectory(folder)) {
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
            PictureFolder.files(folder);
        }
        Map<Path, List<Path>> byStem = photos.stream()
                .flatMap(photo -> Stream.of(stem(photo), lower(photo)).map(key -> Map.entry(key, photo)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        for (Path file : rest) {
            if (SPEAKING.contains(ending(file)) && !isCaption(file, byStem) && Files.size(file) <= LONGEST_LIST) {
                speaking.add(file);
            }
        }
        rest.removeAll(speaking);
        plain = speaking.isEmpty()
                && !root().matches(NUMBERED)
                && photos.stream().allMatch(photo -> folder.equals(photo.getParent()));
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
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(file -> !file.equals(folder) && !Files.isDirectory(file))
                    .filter(file -> StreamSupport.stream(folder.relativize(file).spliterator(), false)
                            .map(Path::toString)
                            .noneMatch(name -> name.startsWith(".")
                                    || JUNK.contains(name)
                                    || JUNK.contains(name.toLowerCase(Locale.ROOT))))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private static boolean isCaption(Path file, Map<Path, List<Path>> byStem) {
        return CAPTIONS.contains(ending(file)) && byStem.containsKey(stem(file));
    }

    /** Whether it may be a caption with an ending that settings name. */
    private static boolean isSmall(Path file) throws IOException {
        return !ARCHIVES.contains(ending(file)) && Files.size(file) <= LONGEST_CAPTION;
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

    /** The caption files of a photo. */
    List<Path> captions(Path photo) {
        return captions.getOrDefault(photo, List.of());
    }

    /** Whether no folder, list or setting says anything about the photos, so that each can be sent alone. */
    boolean isPlain() {
        return plain;
    }

    /** Names of photos that no server reads. */
    List<String> unread() {
        return unread.stream().map(this::name).toList();
    }

    /** A sentence about what is not sent; empty when everything is. */
    List<String> leftOut() {
        if (others.isEmpty()) {
            return List.of();
        }
        int more = others.size() - MOST_NAMED;
        return List.of("Not sent, because they are neither photos nor captions of one: "
                + others.stream().limit(MOST_NAMED).map(this::name).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : ""));
    }

    /** Where it lies in the folder. */
    String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** What the zips of the folder are called. */
    String zipName() {
        return root() + ".zip";
    }

    private String root() {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? "photos" : name.toString();
    }

    /** Photos that are sent together, in zips that a server takes. */
    List<List<Path>> portions(List<Path> some) throws IOException {
        List<List<Path>> portions = new ArrayList<>();
        List<Path> portion = new ArrayList<>();
        long bytes = 0;
        int files = speaking.size();
        for (Path photo : some) {
            int its = 1 + captions(photo).size();
            if (!portion.isEmpty()
                    && (portion.size() == MOST_PHOTOS
                            || files + its > MOST_FILES
                            || bytes + Files.size(photo) > MOST_BYTES)) {
                portions.add(portion);
                portion = new ArrayList<>();
                bytes = 0;
                files = speaking.size();
            }
            portion.add(photo);
            bytes += Files.size(photo);
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
        for (Path photo : some) {
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
