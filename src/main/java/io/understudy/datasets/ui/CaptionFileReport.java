package io.understudy.datasets.ui;

import io.understudy.datasets.captions.CaptionFilesResult;
import io.understudy.datasets.intake.CaptionFile;
import io.understudy.datasets.intake.RejectedFile;
import io.understudy.datasets.intake.ZipEntries;
import io.understudy.datasets.intake.layouts.LeftOutPicture;
import io.understudy.datasets.intake.layouts.TrainerSettings;
import io.understudy.platform.text.Formats;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says of caption files what became of each, and why one does not count. */
class CaptionFileReport {
    private final List<RejectedFile> rejected = new ArrayList<>();
    private final List<String> notes;

    /** @param notes what is known already */
    CaptionFileReport(List<String> notes) {
        this.notes = new ArrayList<>(notes);
    }

    static String ofLeftOut(String reason) {
        return "its picture is left out: " + reason;
    }

    /** What settings said after a caption came counts for it, too: a picture of its name elsewhere does not get it. */
    List<CaptionFile> withoutLeftOut(List<CaptionFile> waited, TrainerSettings said, Set<String> pictures) {
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

    /** @return sources of the files that are captions now */
    Set<String> read(CaptionFilesResult result, List<CaptionFile> taken) {
        notes.addAll(result.notes());
        Set<CaptionFile> outranked = outranked(result, taken);
        if (result.step().captions() > 0) {
            notes.add(Formats.plural(result.step().captions(), "caption was", "captions were")
                    + " read from files; Captions has an undo for it");
        }
        Set<CaptionFile> unmatched = new HashSet<>(result.unmatched());
        return taken.stream()
                .filter(file -> !unmatched.contains(file) && !outranked.contains(file))
                .map(CaptionFile::source)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Names the files that do not count, because another one of the same picture counts more.
     *
     * @return those of them that are refused as a whole
     */
    private Set<CaptionFile> outranked(CaptionFilesResult result, List<CaptionFile> taken) {
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

    /** No more pictures come: these belong to none. */
    void refuse(List<CaptionFile> unmatched, Set<String> read) {
        unmatched.stream()
                .filter(file -> !read.contains(file.source()))
                .map(file -> new RejectedFile(
                        file.source(),
                        file.isListed()
                                ? "the dataset has none of its pictures"
                                : "the dataset does not have exactly one picture of this name"))
                .distinct()
                .forEach(rejected::add);
        unmatched.stream()
                .filter(file -> file.isListed() && read.contains(file.source()))
                .map(file -> file.source() + ": the dataset does not have exactly one picture " + file.name())
                .forEach(notes::add);
    }

    CaptionFileDrop.Settled settled(Set<String> read) {
        return new CaptionFileDrop.Settled(List.copyOf(read), List.of(), rejected, notes);
    }
}
