package io.understudy.datasets.ui;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.captions.CaptionFileService;
import io.understudy.datasets.captions.CaptionFilesResult;
import io.understudy.datasets.intake.CaptionFile;
import io.understudy.datasets.intake.RejectedFile;
import io.understudy.datasets.intake.ZipEntries;
import io.understudy.platform.ui.Formats;
import io.understudy.storage.BlobHash;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Caption files of an upload: each waits until its picture is there, whichever of the two the browser sends first. */
class CaptionFileDrop {
    private final CaptionFileService files;
    private final CharacterId character;
    private final Queue<CaptionFile> waiting = new ConcurrentLinkedQueue<>();
    private final Map<String, Set<BlobHash>> pictures = new ConcurrentHashMap<>();

    CaptionFileDrop(CaptionFileService files, CharacterId character) {
        this.files = files;
        this.character = character;
    }

    /** Called by several uploads at once. */
    void receive(String name, InputStream in) throws IOException {
        waiting.addAll(files.read(name, in));
    }

    /**
     * Called by several uploads at once.
     *
     * @param name of a picture, as the browser sent it
     */
    void received(String name, BlobHash picture) {
        pictures.computeIfAbsent(ZipEntries.key(name), key -> ConcurrentHashMap.newKeySet())
                .add(picture);
    }

    /**
     * What became of caption files.
     *
     * @param read names, as the browser sent them, of those that are captions now
     * @param rejected those that belong to no picture, by the same names
     * @param notes what a person should know
     */
    record Settled(List<String> read, List<RejectedFile> rejected, List<String> notes) {
        boolean isEmpty() {
            return read.isEmpty() && rejected.isEmpty() && notes.isEmpty();
        }
    }

    /**
     * Gives the pictures that are there their captions.
     *
     * @param last whether no more pictures come: what is left belongs to none
     */
    Settled settle(boolean last) {
        List<CaptionFile> taken = new ArrayList<>();
        for (CaptionFile file = waiting.poll(); file != null; file = waiting.poll()) {
            taken.add(file);
        }
        Map<String, Set<BlobHash>> sent = Map.copyOf(pictures);
        if (last) {
            pictures.clear();
        }
        if (taken.isEmpty()) {
            return new Settled(List.of(), List.of(), List.of());
        }
        CaptionFilesResult result = files.take(character, taken, sent, last);
        List<String> notes = new ArrayList<>(result.notes());
        if (result.step().captions() > 0) {
            notes.add(Formats.plural(result.step().captions(), "caption was", "captions were")
                    + " read from files; Captions has an undo for it");
        }
        List<String> read = taken.stream()
                .filter(file -> !result.unmatched().contains(file))
                .map(CaptionFile::source)
                .distinct()
                .toList();
        if (!last) {
            waiting.addAll(result.unmatched());
            return new Settled(read, List.of(), notes);
        }
        List<RejectedFile> rejected = result.unmatched().stream()
                .filter(file -> !read.contains(file.source()))
                .map(file -> new RejectedFile(
                        file.source(),
                        file.isListed()
                                ? "the dataset has none of its pictures"
                                : "the dataset does not have exactly one picture of this name"))
                .distinct()
                .toList();
        result.unmatched().stream()
                .filter(file -> file.isListed() && read.contains(file.source()))
                .map(file -> file.source() + ": the dataset does not have exactly one picture " + file.name())
                .forEach(notes::add);
        return new Settled(read, rejected, notes);
    }
}
