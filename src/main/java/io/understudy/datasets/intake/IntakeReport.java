package io.understudy.datasets.intake;

import io.understudy.storage.BlobHash;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What became of one upload.
 *
 * @param added names of the pictures that are in the dataset now
 * @param excluded how many of them are left out of training because they are below 1024 px
 * @param alreadyHere what the dataset has already, with the name under which it has it: no mistake, and nothing to do
 * @param rejected what did not become a picture, with the reason
 * @param notes what a person should know although nothing was refused
 * @param picture the one that was sent, also where the dataset has it already; null for a zip and for what was refused
 * @param missing paths, in small letters and without ending, for which a zip has a caption in a list and no picture
 */
public record IntakeReport(
        List<String> added,
        int excluded,
        List<RejectedFile> alreadyHere,
        List<RejectedFile> rejected,
        List<String> notes,
        @Nullable BlobHash picture,
        List<String> missing) {
    public IntakeReport {
        added = List.copyOf(added);
        alreadyHere = List.copyOf(alreadyHere);
        rejected = List.copyOf(rejected);
        notes = List.copyOf(notes);
        missing = List.copyOf(missing);
    }

    public IntakeReport(
            List<String> added,
            int excluded,
            List<RejectedFile> alreadyHere,
            List<RejectedFile> rejected,
            List<String> notes,
            @Nullable BlobHash picture) {
        this(added, excluded, alreadyHere, rejected, notes, picture, List.of());
    }

    /** Of a zip, from those of its pictures. */
    static IntakeReport of(List<IntakeReport> pictures) {
        return new IntakeReport(
                all(pictures, IntakeReport::added),
                pictures.stream().mapToInt(IntakeReport::excluded).sum(),
                all(pictures, IntakeReport::alreadyHere),
                all(pictures, IntakeReport::rejected),
                all(pictures, IntakeReport::notes),
                null);
    }

    private static <T> List<T> all(List<IntakeReport> reports, Function<IntakeReport, List<T>> part) {
        return reports.stream().flatMap(report -> part.apply(report).stream()).toList();
    }

    static IntakeReport noted(List<String> notes) {
        return new IntakeReport(List.of(), 0, List.of(), List.of(), notes, null);
    }

    static IntakeReport refused(String name, String reason) {
        return new IntakeReport(List.of(), 0, List.of(), List.of(new RejectedFile(name, reason)), List.of(), null);
    }
}
