package io.understudy.datasets.ui;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.CaptionFile;
import io.understudy.datasets.CaptionFileService;
import io.understudy.datasets.CaptionFilesTaken;
import io.understudy.datasets.IntakeReport;
import io.understudy.datasets.RejectedFile;
import io.understudy.shared.ui.Formats;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Caption files of an upload: each waits until its picture is there, whichever of the two the browser sends first. */
class CaptionFileDrop {
    private final CaptionFileService files;
    private final CharacterId character;
    private final Queue<CaptionFile> waiting = new ConcurrentLinkedQueue<>();

    CaptionFileDrop(CaptionFileService files, CharacterId character) {
        this.files = files;
        this.character = character;
    }

    /** Called by several uploads at once. */
    void receive(String name, InputStream in) throws IOException {
        waiting.add(files.read(name, in));
    }

    /**
     * Gives the pictures that are there their captions.
     *
     * @param last whether no more pictures come: what is left belongs to none
     */
    IntakeReport settle(boolean last) {
        List<CaptionFile> taken = new ArrayList<>();
        for (CaptionFile file = waiting.poll(); file != null; file = waiting.poll()) {
            taken.add(file);
        }
        if (taken.isEmpty()) {
            return new IntakeReport(List.of(), 0, List.of(), List.of());
        }
        CaptionFilesTaken result = files.take(character, taken);
        List<String> notes = new ArrayList<>(result.notes());
        if (result.step().captions() > 0) {
            notes.add(Formats.plural(result.step().captions(), "caption was", "captions were")
                    + " read from files; Captions has an undo for it");
        }
        if (!last) {
            waiting.addAll(result.unmatched());
            return new IntakeReport(List.of(), 0, List.of(), notes);
        }
        List<RejectedFile> rejected = result.unmatched().stream()
                .map(file -> new RejectedFile(file.name(), "there is not exactly one picture of this name in the set"))
                .toList();
        return new IntakeReport(List.of(), 0, rejected, notes);
    }
}
