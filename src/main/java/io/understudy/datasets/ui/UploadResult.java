package io.understudy.datasets.ui;

import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.intake.IntakeReport;
import io.understudy.datasets.intake.RejectedFile;
import io.understudy.datasets.intake.layouts.KohyaFolder;
import io.understudy.platform.text.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the browser receives about one file that it sent, as {@code upload-progress.js} reads it.
 *
 * @param outcome {@code added}, {@code here} for what the dataset has already, {@code delivered} for a caption file
 *     that waits for its picture, {@code refused}, {@code again} when the server could not take it now, or {@code away}
 *     when what it keeps files in does not answer
 * @param reason why it was not added; empty when it was
 * @param excluded pictures that were added and left out of training, because they are small
 * @param notes what a person should know
 */
record UploadResult(String outcome, String reason, int excluded, List<String> notes) {
    static final UploadResult DELIVERED = new UploadResult("delivered", "", 0, List.of());
    static final UploadResult AWAY = new UploadResult("away", "", 0, List.of());

    static UploadResult refused(String reason) {
        return new UploadResult("refused", reason, 0, List.of());
    }

    static UploadResult again(String reason) {
        return new UploadResult("again", reason, 0, List.of());
    }

    /** @param name of the file that was sent: a picture, or a zip, which counts as the one file that it is */
    static UploadResult of(String name, IntakeReport report) {
        List<RejectedFile> others = new ArrayList<>(report.rejected());
        others.addAll(report.alreadyHere());
        List<String> notes = new ArrayList<>(report.notes());
        boolean many = report.added().size() + others.size() > 1;
        if (many) {
            notes.addFirst(name + ": " + Formats.plural(report.added().size(), "picture", "pictures") + " added, "
                    + report.alreadyHere().size() + " already here, "
                    + report.rejected().size() + " refused.");
            report.rejected().forEach(file -> notes.add(name + ", " + file.name() + ": " + file.reason() + "."));
            if (!report.alreadyHere().isEmpty()) {
                notes.add(name + ", already here: "
                        + report.alreadyHere().stream().map(RejectedFile::name).collect(Collectors.joining(", "))
                        + ".");
            }
        }
        if (!report.added().isEmpty()) {
            if (!isZip(name)) {
                KohyaFolder.of(name)
                        .map(folder -> "Photos of the folder “" + folder.name() + "” without a caption took its words,"
                                + " as kohya does, and " + folder.often() + ".")
                        .or(() -> KohyaFolder.plain(name).map(words -> words + "."))
                        .ifPresent(notes::add);
            }
            return new UploadResult("added", "", report.excluded(), notes);
        }
        String reason = many || others.isEmpty() ? "it brought no new picture" : said(name, others.getFirst());
        return new UploadResult(report.alreadyHere().isEmpty() ? "refused" : "here", reason, 0, notes);
    }

    /** Of the one entry of a zip with its name, for the browser knows only that of the zip. */
    private static String said(String sent, RejectedFile file) {
        boolean entry =
                isZip(sent) && !file.name().equals(PictureFileName.of(sent).value());
        return (entry ? file.name() + ": " : "") + file.reason();
    }

    private static boolean isZip(String sent) {
        return PictureFileName.extension(sent).equals("zip");
    }
}
