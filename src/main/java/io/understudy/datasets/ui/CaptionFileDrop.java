package io.understudy.datasets.ui;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.captions.CaptionFileService;
import io.understudy.datasets.captions.CaptionFilesResult;
import io.understudy.datasets.captions.CaptionPrecedence;
import io.understudy.datasets.intake.ArrivalSettings;
import io.understudy.datasets.intake.ArrivalSettings.Sent;
import io.understudy.datasets.intake.CaptionFile;
import io.understudy.datasets.intake.RejectedFile;
import io.understudy.datasets.intake.ZipEntries;
import io.understudy.datasets.intake.layouts.LeftOutPicture;
import io.understudy.datasets.intake.layouts.TrainerSettings;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Caption files of an upload, and settings of trainers: each waits until its pictures are there, whichever the browser
 * sends first.
 */
class CaptionFileDrop {
    private final CaptionFileService files;
    private final ArrivalSettings arrivals;
    private final CharacterId character;
    private final WaitingCaptions waiting = new WaitingCaptions();
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    /** What the page before this one sent of the same upload; null until it is asked for. */
    private @Nullable List<Sent> earlier;

    private final Queue<String> listNotes = new ConcurrentLinkedQueue<>();
    private final Queue<String> settingsFiles = new ConcurrentLinkedQueue<>();
    private volatile TrainerSettings settings = new TrainerSettings();
    private CaptionPrecedence precedence = following(settings);
    private volatile boolean settingsUsed;

    CaptionFileDrop(CaptionFileService files, ArrivalSettings arrivals, CharacterId character) {
        this.files = files;
        this.arrivals = arrivals;
        this.character = character;
    }

    private static CaptionPrecedence following(TrainerSettings said) {
        return new CaptionPrecedence(file -> said.captionEnding(file.path()));
    }

    /** Called by several uploads at once. */
    void receive(String name, InputStream in) throws IOException {
        List<CaptionFile> read = files.read(name, in, settings, listNotes::add);
        if (read.isEmpty()) {
            settingsFiles.add(name);
            return;
        }
        if (read.stream().noneMatch(CaptionFile::isListed)) {
            leftOut(read.getFirst().path()).ifPresent(reason -> {
                throw new DomainException.RuleViolation(CaptionFileReport.ofLeftOut(reason));
            });
        }
        waiting.add(read);
    }

    /** Why a picture is none of the character, as far as files that came before it say. */
    Optional<String> leftOut(String name) {
        Optional<String> said = settings.leftOut(name);
        if (said.isPresent()) {
            settingsUsed = true;
        }
        return LeftOutPicture.reason(name).or(() -> said);
    }

    /**
     * Called by several uploads at once.
     *
     * @param name of a picture, as the browser sent it
     * @param isNew whether the dataset did not have it before
     */
    void received(String name, BlobHash picture, boolean isNew) {
        sent.add(new Sent(name, picture, isNew));
    }

    /**
     * What became of caption files.
     *
     * @param read names, as the browser sent them, of those that are captions now
     * @param settings names of those that said something about folders
     * @param rejected those that belong to no picture, by the same names
     * @param notes what a person should know
     */
    record Settled(List<String> read, List<String> settings, List<RejectedFile> rejected, List<String> notes) {
        boolean isEmpty() {
            return read.isEmpty() && settings.isEmpty() && rejected.isEmpty() && notes.isEmpty();
        }
    }

    /**
     * Gives the pictures that are there their captions.
     *
     * @param last whether no more pictures come: what is left belongs to none
     */
    Settled settle(boolean last) {
        // First: where the database does not answer, what waits still waits.
        List<Sent> before = earlier == null ? arrivals.sent(character) : earlier;
        earlier = before;
        List<Sent> own = last ? drained(sent) : List.copyOf(sent);
        Collection<Sent> pictures = together(before, own);
        Map<String, Set<BlobHash>> byName = new HashMap<>();
        for (Sent picture : pictures) {
            ZipEntries.keys(picture.path())
                    .forEach(key ->
                            byName.computeIfAbsent(key, none -> new HashSet<>()).add(picture.original()));
        }
        // Those whose pictures are still on their way are not looked at.
        List<CaptionFile> taken = waiting.take(file -> last || byName.containsKey(file.pathKey()));
        Said said = new Said(settings, drained(listNotes), last ? drained(settingsFiles) : List.of(), settingsUsed);
        if (last) {
            settings = new TrainerSettings();
            settingsUsed = false;
        }
        try {
            Settled captions = settleCaptions(taken, said, byName, last);
            if (!last) {
                return captions;
            }
            Settled settled = settleSettings(captions, said, pictures, byName);
            arrivals.settled(character, pictures);
            precedence = following(settings);
            earlier = null;
            return settled;
        } catch (RuntimeException problem) {
            // Where the database went away meanwhile, nothing of it is lost.
            putBack(taken, last ? own : List.of(), said);
            throw problem;
        }
    }

    /** What files said that belong to no single picture. */
    private record Said(TrainerSettings settings, List<String> notes, List<String> files, boolean used) {}

    private void putBack(List<CaptionFile> taken, List<Sent> own, Said said) {
        waiting.putBack(taken);
        sent.addAll(own);
        listNotes.addAll(said.notes());
        settingsFiles.addAll(said.files());
        settings = said.settings();
        if (said.used()) {
            settingsUsed = true;
        }
    }

    private static Collection<Sent> together(List<Sent> before, List<Sent> pictures) {
        Map<List<Object>, Sent> all = new LinkedHashMap<>();
        // One whose answer was lost on its way is not new when it is sent again.
        Stream.concat(before.stream(), pictures.stream())
                .forEach(picture -> all.merge(
                        List.of(picture.path(), picture.original()),
                        picture,
                        (first, again) -> first.isNew() ? first : again));
        return all.values();
    }

    private static <T> List<T> drained(Queue<T> queue) {
        List<T> drained = new ArrayList<>();
        for (T each = queue.poll(); each != null; each = queue.poll()) {
            drained.add(each);
        }
        return drained;
    }

    private Settled settleCaptions(
            List<CaptionFile> waited, Said said, Map<String, Set<BlobHash>> byName, boolean last) {
        CaptionFileReport report = new CaptionFileReport(said.notes());
        List<CaptionFile> taken = last ? report.withoutLeftOut(waited, said.settings(), byName.keySet()) : waited;
        if (taken.isEmpty()) {
            return report.settled(Set.of());
        }
        CaptionFilesResult result = files.take(character, taken, byName, precedence, last);
        Set<String> read = report.read(result, taken);
        if (last) {
            report.refuse(result.unmatched(), read);
        } else {
            waiting.putBack(result.unmatched());
        }
        return report.settled(read);
    }

    private Settled settleSettings(
            Settled captions, Said before, Collection<Sent> pictures, Map<String, Set<BlobHash>> byName) {
        List<String> names = before.files();
        TrainerSettings said = before.settings();
        if (names.isEmpty()) {
            return captions;
        }
        if (!before.used() && pictures.stream().noneMatch(picture -> said.knows(picture.path()))) {
            List<RejectedFile> rejected = new ArrayList<>(captions.rejected());
            names.forEach(name -> rejected.add(
                    new RejectedFile(name, "none of the folders that it names holds a picture that came with it")));
            return new Settled(captions.read(), List.of(), rejected, captions.notes());
        }
        List<String> notes = new ArrayList<>(captions.notes());
        notes.addAll(new FolderSettings(files, arrivals, character, said, pictures).apply(byName, precedence));
        return new Settled(captions.read(), names, captions.rejected(), notes);
    }
}
