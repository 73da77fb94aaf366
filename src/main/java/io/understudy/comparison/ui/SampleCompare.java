package io.understudy.comparison.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import io.understudy.comparison.RunComparison;
import io.understudy.comparison.SampleMatrix;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Samples side by side, one slider for the step and one zoom for all cells. Zooming, panning and sliding happen in the
 * browser; the server only hears which step was chosen.
 */
@Tag("sample-compare")
class SampleCompare extends Component {
    /** What the browser needs, as JSON. */
    record Matrix(List<Integer> steps, List<String> runs, List<Row> rows) {}

    /** A picture is a path, or an empty text where a run has none at the step. */
    record Row(String prompt, long seed, List<List<String>> pictures) {}

    SampleCompare(RunComparison comparison, int step, IntConsumer onStep) {
        SampleMatrix samples = comparison.samples();
        getElement()
                .setPropertyBean(
                        "matrix",
                        new Matrix(
                                samples.steps(),
                                comparison.runs().stream()
                                        .map(run -> "#" + run.number())
                                        .toList(),
                                samples.rows().stream().map(SampleCompare::row).toList()));
        getElement().setAttribute("step", String.valueOf(step));
        getElement()
                .addEventListener("step-chosen", event -> onStep.accept(event.getEventDetail(Integer.class)))
                .addEventDetail();
    }

    private static Row row(SampleMatrix.Row row) {
        return new Row(
                row.prompt(),
                row.seed(),
                row.pictures().stream()
                        .map(run -> run.stream().map(SampleCompare::path).toList())
                        .toList());
    }

    private static String path(@Nullable BlobHash picture) {
        return picture == null ? "" : BlobUrls.of(picture);
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        attachEvent.getUI().getPage().addJsModule("context://studio/sample-compare.js");
    }
}
