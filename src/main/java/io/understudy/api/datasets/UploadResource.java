package io.understudy.api.datasets;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.api.problems.RequestProblem;
import io.understudy.datasets.intake.IntakeReport;
import io.understudy.datasets.intake.RejectedFile;
import java.util.List;
import org.springframework.http.HttpStatus;

/**
 * What became of an upload.
 *
 * @param added file names of the pictures that are in the dataset now
 * @param excluded how many of them are left out of training because they are too small
 * @param alreadyHere what the dataset had already
 * @param rejected what did not become a picture
 * @param missing paths, in small letters and without ending, for which a zip has a caption in a list and no picture
 */
@Schema(name = "Upload")
record UploadResource(
        List<String> added,
        int excluded,
        List<Line> alreadyHere,
        List<Line> rejected,
        List<String> notes,
        List<String> missing) {
    @Schema(name = "UploadLine")
    record Line(String fileName, String reason) {
        private static Line of(RejectedFile file) {
            return new Line(file.name(), file.reason());
        }
    }

    /** @throws RequestProblem when nothing of it is a picture */
    static UploadResource accepted(IntakeReport report) {
        if (report.added().isEmpty() && report.alreadyHere().isEmpty()) {
            RejectedFile first = report.rejected().getFirst();
            throw new RequestProblem(HttpStatus.UNPROCESSABLE_CONTENT, "", first.name() + ": " + first.reason() + ".");
        }
        return new UploadResource(
                report.added(),
                report.excluded(),
                report.alreadyHere().stream().map(Line::of).toList(),
                report.rejected().stream().map(Line::of).toList(),
                report.notes(),
                report.missing());
    }
}
