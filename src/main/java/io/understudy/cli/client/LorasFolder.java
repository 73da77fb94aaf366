package io.understudy.cli.client;

import io.understudy.bundle.Hashes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder that other programs load LoRAs from. Knows by a file of its own what it wrote there, with hashes, and touches
 * nothing else: not what others put there, and not what a person changed since. A file is noted before it appears and
 * forgotten after it is gone, so that a process that ends at any moment leaves no file that is not known.
 */
public final class LorasFolder implements AutoCloseable {
    private static final String STATE = ".understudy-pull.json";
    private static final String LOCK = ".understudy-pull.lock";
    private static final String OWN = ".understudy-";
    private static final String PART_ENDING = ".part";
    private static final String SESSION_ENDING = ".session";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final String session;
    private final FileChannel alive;
    private final FileHashes hashes;
    private int parts;
    private List<PulledRelease> releases = List.of();

    record State(List<PulledRelease> releases) {
        State {
            releases = List.copyOf(releases);
        }
    }

    private LorasFolder(Path folder, String session, FileChannel alive, FileHashes hashes) {
        this.folder = folder;
        this.session = session;
        this.alive = alive;
        this.hashes = hashes;
    }

    /**
     * Removes what a process that was killed left half-written. Others may use the folder meanwhile: they wait for each
     * other only while something appears or is removed.
     *
     * @param hashes what is known of the files from before
     * @throws IllegalArgumentException when what it knows of the folder cannot be read
     */
    public static LorasFolder open(Path folder, FileHashes hashes) throws IOException {
        try (FileChannel _ = locked(folder)) {
            removeParts(folder);
            String session = UUID.randomUUID().toString();
            // Locked as long as this process lives, so that others leave its parts alone.
            FileChannel alive = FileChannel.open(
                    folder.resolve(OWN + session + SESSION_ENDING),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
            LorasFolder opened = new LorasFolder(folder, session, alive, hashes);
            try {
                alive.lock();
                opened.releases = opened.readState();
                return opened;
            } catch (IOException | RuntimeException unusable) {
                opened.close();
                throw unusable;
            }
        }
    }

    /** Waits for other processes; the lock ends with the channel. */
    private static FileChannel locked(Path folder) throws IOException {
        FileChannel lock = FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            lock.lock();
            return lock;
        } catch (IOException | RuntimeException unusable) {
            lock.close();
            throw unusable;
        }
    }

    private static void removeParts(Path folder) throws IOException {
        Set<String> living = new HashSet<>();
        try (DirectoryStream<Path> sessions = Files.newDirectoryStream(folder, OWN + "*" + SESSION_ENDING)) {
            for (Path one : sessions) {
                if (isLocked(one)) {
                    living.add(one.getFileName().toString().replace(SESSION_ENDING, ""));
                } else {
                    Files.deleteIfExists(one);
                }
            }
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, OWN + "*" + PART_ENDING)) {
            for (Path part : parts) {
                String name = part.getFileName().toString();
                if (living.stream().noneMatch(name::startsWith)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    private static boolean isLocked(Path session) throws IOException {
        try (FileChannel other = FileChannel.open(session, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return other.tryLock() == null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return true;
        } catch (NoSuchFileException ended) {
            return false;
        }
    }

    private List<PulledRelease> readState() throws IOException {
        Path file = folder.resolve(STATE);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), State.class).releases();
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException(
                    "%s cannot be read, so it is not known what was written here. Look at it, or use another folder."
                            .formatted(file),
                    unreadable);
        }
    }

    /** All that was ever written here. */
    public List<PulledRelease> all() {
        return releases;
    }

    public List<PulledRelease> of(String character) {
        return releases.stream()
                .filter(release -> release.character().equals(character))
                .toList();
    }

    public Optional<PulledRelease> of(String character, String version) {
        return of(character).stream()
                .filter(release -> release.version().equals(version))
                .findFirst();
    }

    /** A new file in the folder, for what is not verified yet. */
    public Path part() {
        parts++;
        return folder.resolve(OWN + session + "-" + parts + PART_ENDING);
    }

    public boolean isThere(String name) {
        return Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** As {@link #isOurs}, without reading a file again that looks as it did when it was read before. */
    public boolean isInPlace(PulledRelease release, String name) throws IOException {
        String hash = release.files().get(name);
        Path file = folder.resolve(name);
        return hash != null
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && hashes.of(file).equals(hash);
    }

    /** Whether a file is the one that was written, byte for byte. */
    public boolean isOurs(PulledRelease release, String name) throws IOException {
        String hash = release.files().get(name);
        Path file = folder.resolve(name);
        return hash != null
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Hashes.ofFile(file).equals(hash);
    }

    /**
     * Lets the files of a release appear, the LoRA last.
     *
     * @param parts where the files are now, by name; their hashes are those of the release
     * @return names of files that were there, are not ours, and stay as they are
     */
    public List<String> write(PulledRelease release, Map<String, Path> parts) throws IOException {
        try (FileChannel _ = locked(folder)) {
            releases = readState();
            return appear(release, parts);
        }
    }

    private List<String> appear(PulledRelease release, Map<String, Path> parts) throws IOException {
        Optional<PulledRelease> before = of(release.character(), release.version());
        List<String> kept = new ArrayList<>();
        Map<String, String> ours = new LinkedHashMap<>();
        for (Map.Entry<String, String> file : release.files().entrySet()) {
            if (isThere(file.getKey()) && (before.isEmpty() || !isOurs(before.get(), file.getKey()))) {
                kept.add(file.getKey());
            } else {
                ours.put(file.getKey(), file.getValue());
            }
        }
        if (kept.contains(release.lora())) {
            return List.of(release.lora());
        }
        if (before.isPresent()) {
            removeOlder(before.get(), ours);
        }
        note(release.withFiles(ours));
        for (Map.Entry<String, Path> part : parts.entrySet()) {
            if (ours.containsKey(part.getKey())) {
                DurableFile.appear(part.getValue(), folder.resolve(part.getKey()));
            }
        }
        return kept;
    }

    /** A process that ends before the new file appears would leave one whose hash is noted nowhere, as a person's. */
    private void removeOlder(PulledRelease before, Map<String, String> ours) throws IOException {
        for (Map.Entry<String, String> file : ours.entrySet()) {
            if (!file.getValue().equals(before.files().get(file.getKey()))) {
                Files.deleteIfExists(folder.resolve(file.getKey()));
            }
        }
    }

    /**
     * Removes what was written of a release, the LoRA first: it must not be used any longer, even if the rest stays.
     *
     * @return names of files that a person changed, and that stay
     */
    public List<String> remove(PulledRelease release) throws IOException {
        try (FileChannel _ = locked(folder)) {
            releases = readState();
            return disappear(of(release.character(), release.version()).orElse(release));
        }
    }

    private List<String> disappear(PulledRelease release) throws IOException {
        Map<String, String> changed = new LinkedHashMap<>(release.files());
        List<String> names = new ArrayList<>(changed.keySet());
        names.sort(Comparator.comparing(name -> !name.equals(release.lora())));
        for (String name : names) {
            if (isOurs(release, name)) {
                Files.delete(folder.resolve(name));
                changed.remove(name);
            } else if (!isThere(name)) {
                changed.remove(name);
            }
        }
        note(release.withFiles(changed));
        return List.copyOf(changed.keySet());
    }

    private void note(PulledRelease release) throws IOException {
        List<PulledRelease> noted = new ArrayList<>(releases);
        noted.removeIf(known ->
                known.character().equals(release.character()) && known.version().equals(release.version()));
        noted.add(release);
        Path part = part();
        Files.write(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(new State(noted)));
        DurableFile.appear(part, folder.resolve(STATE));
        releases = List.copyOf(noted);
    }

    @Override
    public void close() throws IOException {
        alive.close();
        Files.deleteIfExists(folder.resolve(OWN + session + SESSION_ENDING));
    }
}
