package io.understudy.datasets.ui;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.captions.CaptionFileService;
import io.understudy.datasets.captions.CaptionPrecedence;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.intake.ArrivalSettings;
import io.understudy.datasets.intake.ArrivalSettings.Repeats;
import io.understudy.datasets.intake.ArrivalSettings.Sent;
import io.understudy.datasets.intake.CaptionFile;
import io.understudy.datasets.intake.layouts.KohyaFolder;
import io.understudy.datasets.intake.layouts.TrainerSettings;
import io.understudy.datasets.intake.layouts.UsualCaption;
import io.understudy.datasets.snapshots.EpochCount;
import io.understudy.platform.text.Formats;
import io.understudy.storage.BlobHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Does what settings of a trainer, which came with pictures, say of their folders. */
class FolderSettings {
    private final CaptionFileService files;
    private final ArrivalSettings arrivals;
    private final CharacterId character;
    private final TrainerSettings said;
    private final Collection<Sent> pictures;
    private final List<String> notes = new ArrayList<>();

    FolderSettings(
            CaptionFileService files,
            ArrivalSettings arrivals,
            CharacterId character,
            TrainerSettings said,
            Collection<Sent> pictures) {
        this.files = files;
        this.arrivals = arrivals;
        this.character = character;
        this.said = said;
        this.pictures = pictures;
    }

    /**
     * Says which pictures are left out, how often they are shown, and what describes those without caption.
     *
     * @return what a person should know
     */
    List<String> apply(Map<String, Set<BlobHash>> byName, CaptionPrecedence precedence) {
        notes.addAll(said.notes());
        Set<String> endings = said.captionEndings();
        endings.removeIf(ending -> CaptionFile.isOne("1." + ending));
        if (!endings.isEmpty()) {
            notes.add("Caption files that end in ." + String.join(", .", endings)
                    + " are read only in a zip: pack the folder, and add that");
        }
        leaveOut();
        repeat();
        describe(byName, precedence);
        return notes;
    }

    private void leaveOut() {
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

    private void repeat() {
        Map<BlobHash, Repeats> repeats = new LinkedHashMap<>();
        Set<String> outranked = new LinkedHashSet<>();
        for (Sent picture : pictures) {
            String path = picture.path();
            if (picture.isNew() && said.leftOut(path).isEmpty()) {
                int usual = KohyaFolder.of(path).map(KohyaFolder::repeats).orElse(1);
                said.repeats(path).ifPresent(times -> repeats.put(picture.original(), new Repeats(usual, times)));
                said.outranked(path).ifPresent(outranked::add);
            }
        }
        notes.addAll(outranked);
        EpochCount epoch =
                EpochCount.of(repeats.values().stream().map(Repeats::times).toList());
        if (!repeats.isEmpty()) {
            arrivals.repeat(character, repeats);
        }
        if (epoch.isRepeated()) {
            notes.add("Repeats are kept for each picture: an epoch shows " + epoch.words());
        }
    }

    private void describe(Map<String, Set<BlobHash>> byName, CaptionPrecedence precedence) {
        Map<CaptionFile, String> usual = new LinkedHashMap<>();
        for (Sent picture : pictures) {
            UsualCaption caption = said.caption(picture.path());
            if (!said.leftOut(picture.path()).isEmpty()) {
                continue;
            }
            if (!caption.isEmpty()) {
                String words = CaptionText.fitting(CaptionText.clean(caption.words()));
                usual.put(usual(picture, words), caption.said());
            } else if (picture.isNew() && said.knows(picture.path())) {
                // Trainers that have settings read no words in the names of folders.
                KohyaFolder.of(picture.path()).ifPresent(folder -> usual.put(usual(picture, ""), folder.outranked()));
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

    private static CaptionFile usual(Sent picture, String words) {
        return new CaptionFile(picture.path(), words, null, picture.path(), CaptionFile.Kind.USUAL);
    }
}
