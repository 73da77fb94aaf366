package io.understudy.datasets.ui;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.captions.CaptionFileService;
import io.understudy.datasets.captions.CaptionFilesResult;
import io.understudy.datasets.captions.CaptionPrecedence;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.intake.ArrivalSettings;
import io.understudy.datasets.intake.ArrivalSettings.Sent;
import io.understudy.datasets.intake.CaptionFile;
import io.understudy.datasets.intake.RejectedFile;
import io.understudy.datasets.intake.ZipEntries;
import io.understudy.datasets.intake.layouts.LeftOutPicture;
import io.understudy.datasets.intake.layouts.TrainerSettings;
import io.understudy.datasets.intake.layouts.UsualCaption;
import io.understudy.datasets.snapshots.EpochCount;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import io.understudy.storage.BlobHash;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
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
                throw new DomainException.RuleViolation(ofLeftOut(reason));
            });
        }
        waiting.add(read);
    }

    private static String ofLeftOut(String reason) {
        return "its picture is left out: " + reason;
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
        List<String> notes = new ArrayList<>(said.notes());
        List<RejectedFile> rejected = new ArrayList<>();
        List<CaptionFile> taken =
                last ? withoutLeftOut(waited, said.settings(), byName.keySet(), rejected, notes) : waited;
        if (taken.isEmpty()) {
            return new Settled(List.of(), List.of(), rejected, notes);
        }
        CaptionFilesResult result = files.take(character, taken, byName, precedence, last);
        notes.addAll(result.notes());
        Set<CaptionFile> outranked = outranked(result, taken, rejected, notes);
        if (result.step().captions() > 0) {
            notes.add(Formats.plural(result.step().captions(), "caption was", "captions were")
                    + " read from files; Captions has an undo for it");
        }
        Set<CaptionFile> unmatched = new HashSet<>(result.unmatched());
        Set<String> read = taken.stream()
                .filter(file -> !unmatched.contains(file) && !outranked.contains(file))
                .map(CaptionFile::source)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!last) {
            waiting.putBack(result.unmatched());
            return new Settled(List.copyOf(read), List.of(), rejected, notes);
        }
        result.unmatched().stream()
                .filter(file -> !read.contains(file.source()))
                .map(file -> new RejectedFile(
                        file.source(),
                        file.isListed()
                                ? "the dataset has none of its pictures"
                                : "the dataset does not have exactly one picture of this name"))
                .distinct()
                .forEach(rejected::add);
        result.unmatched().stream()
                .filter(file -> file.isListed() && read.contains(file.source()))
                .map(file -> file.source() + ": the dataset does not have exactly one picture " + file.name())
                .forEach(notes::add);
        return new Settled(List.copyOf(read), List.of(), rejected, notes);
    }

    /** What settings said after a caption came counts for it, too: a picture of its name elsewhere does not get it. */
    private static List<CaptionFile> withoutLeftOut(
            List<CaptionFile> waited,
            TrainerSettings said,
            Set<String> pictures,
            List<RejectedFile> rejected,
            List<String> notes) {
        List<CaptionFile> taken = new ArrayList<>();
        Map<String, List<String>> ofLists = new LinkedHashMap<>();
        for (CaptionFile file : waited) {
            Optional<String> reason = pictures.contains(file.pathKey())
                    ? Optional.empty()
                    : LeftOutPicture.reason(file.path()).or(() -> said.leftOut(file.path()));
            if (reason.isEmpty()) {
                taken.add(file);
            } else if (file.isListed()) {
                ofLists.computeIfAbsent(file.source(), none -> new ArrayList<>())
                        .add(file.name());
            } else {
                rejected.add(new RejectedFile(file.source(), ofLeftOut(reason.get())));
            }
        }
        ofLists.forEach((list, names) ->
                notes.add(list + ": captions of pictures that are left out were not read: " + ZipEntries.names(names)));
        return taken;
    }

    /**
     * Names the files that do not count, because another one of the same picture counts more.
     *
     * @return those of them that are refused as a whole
     */
    private static Set<CaptionFile> outranked(
            CaptionFilesResult result, List<CaptionFile> taken, List<RejectedFile> rejected, List<String> notes) {
        Set<CaptionFile> refused = new HashSet<>();
        Set<CaptionFile> now = new HashSet<>(taken);
        Map<String, List<String>> ofLists = new LinkedHashMap<>();
        for (CaptionFilesResult.Outranked each : result.outranked()) {
            CaptionFile file = each.file();
            if (file.isListed()) {
                ofLists.computeIfAbsent(file.source(), none -> new ArrayList<>())
                        .add(file.name());
            } else if (now.contains(file)) {
                refused.add(file);
                rejected.add(new RejectedFile(
                        file.source(),
                        "it was not read, because " + each.by().source() + " counts more for the same picture"));
            } else {
                notes.add(file.source() + " no longer counts: " + each.by().source()
                        + " counts more for the same picture");
            }
        }
        ofLists.forEach((list, names) -> notes.add(list + ": captions were not read where a caption file of the picture"
                + " counts more: " + ZipEntries.names(names)));
        return refused;
    }

    /** Settings that came with the pictures say which are left out, and what describes those without caption. */
    private Settled settleSettings(
            Settled captions, Said before, Collection<Sent> pictures, Map<String, Set<BlobHash>> byName) {
        List<String> names = before.files();
        TrainerSettings said = before.settings();
        if (names.isEmpty()) {
            return captions;
        }
        List<RejectedFile> rejected = new ArrayList<>(captions.rejected());
        if (!before.used() && pictures.stream().noneMatch(picture -> said.knows(picture.path()))) {
            names.forEach(name -> rejected.add(
                    new RejectedFile(name, "none of the folders that it names holds a picture that came with it")));
            return new Settled(captions.read(), List.of(), rejected, captions.notes());
        }
        List<String> notes = new ArrayList<>(captions.notes());
        notes.addAll(said.notes());
        Set<String> endings = said.captionEndings();
        endings.removeIf(ending -> CaptionFile.isOne("1." + ending));
        if (!endings.isEmpty()) {
            notes.add("Caption files that end in ." + String.join(", .", endings)
                    + " are read only in a zip: pack the folder, and add that");
        }
        leaveOut(said, pictures, notes);
        repeat(said, pictures, notes);
        describe(said, pictures, byName, notes);
        return new Settled(captions.read(), names, rejected, notes);
    }

    private void leaveOut(TrainerSettings said, Collection<Sent> pictures, List<String> notes) {
        // The same file may lie in a folder that counts, too.
        Set<BlobHash> counting = pictures.stream()
                .filter(picture -> said.leftOut(picture.path()).isEmpty())
                .map(Sent::original)
                .collect(Collectors.toSet());
        Map<BlobHash, String> reasons = new LinkedHashMap<>();
        for (Sent picture : pictures) {
            if (picture.isNew() && !counting.contains(picture.original())) {
                String reason = said.leftOut(picture.path()).orElse("");
                reasons.put(picture.original(), reason);
                notes.add(picture.path() + " was taken out again: " + reason);
            }
        }
        if (!reasons.isEmpty()) {
            arrivals.leaveOut(character, reasons);
        }
    }

    private void repeat(TrainerSettings said, Collection<Sent> pictures, List<String> notes) {
        Map<BlobHash, Integer> repeats = new LinkedHashMap<>();
        pictures.stream()
                .filter(picture ->
                        picture.isNew() && said.leftOut(picture.path()).isEmpty())
                .forEach(picture ->
                        said.repeats(picture.path()).ifPresent(times -> repeats.put(picture.original(), times)));
        EpochCount epoch = EpochCount.of(repeats.values());
        if (!repeats.isEmpty()) {
            arrivals.repeat(character, repeats);
        }
        if (epoch.isRepeated()) {
            notes.add("Repeats are kept for each picture: an epoch shows " + epoch.words());
        }
    }

    private void describe(
            TrainerSettings said, Collection<Sent> pictures, Map<String, Set<BlobHash>> byName, List<String> notes) {
        Map<CaptionFile, String> usual = new LinkedHashMap<>();
        for (Sent picture : pictures) {
            UsualCaption caption = said.caption(picture.path());
            if (!caption.isEmpty() && said.leftOut(picture.path()).isEmpty()) {
                String words = CaptionText.fitting(CaptionText.clean(caption.words()));
                usual.put(
                        new CaptionFile(picture.path(), words, null, picture.path(), CaptionFile.Kind.USUAL),
                        caption.said());
            }
        }
        if (usual.isEmpty()) {
            return;
        }
        List<CaptionFile> unmatched =
                files.take(character, usual.keySet(), byName, precedence, true).unmatched();
        usual.keySet().removeAll(Set.copyOf(unmatched));
        usual.values().stream()
                .collect(Collectors.groupingBy(words -> words, LinkedHashMap::new, Collectors.counting()))
                .forEach((words, count) -> notes.add(
                        Formats.plural(count.intValue(), "picture", "pictures") + " without caption " + words));
    }
}
