package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DataTable;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.PictureViewer;
import io.understudy.platform.ui.RovingFocus;
import io.understudy.platform.ui.ScrollRegion;
import io.understudy.storage.BlobUrls;
import io.understudy.training.SamplePicture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class SampleMatrix extends Panel {
    private record Subject(String prompt, long seed) {}

    SampleMatrix(long runNumber, List<SamplePicture> samples) {
        addClassName("sample-panel");
        Div head = Panel.head("Samples of run " + runNumber);
        add(head);
        if (samples.isEmpty()) {
            add(new Paragraph("This run generated no samples, so the evidence has to come from pictures made elsewhere:"
                    + " upload them when you tick an item."));
            return;
        }
        List<Integer> steps =
                samples.stream().map(SamplePicture::step).distinct().sorted().toList();
        Map<Subject, Map<Integer, SamplePicture>> rows = rows(samples);
        Span summary = Hint.inline(Formats.plural(rows.size(), "prompt", "prompts") + " × "
                + Formats.plural(steps.size(), "step", "steps"));
        head.add(summary);
        add(new ScrollRegion(
                "sample-scroller",
                "Samples by prompt and step",
                new RovingFocus("sample-pictures", table(rows, steps))));
    }

    private static Map<Subject, Map<Integer, SamplePicture>> rows(List<SamplePicture> samples) {
        Map<Subject, Map<Integer, SamplePicture>> rows = new LinkedHashMap<>();
        samples.forEach(sample -> rows.computeIfAbsent(
                        new Subject(sample.prompt(), sample.seed()), subject -> new LinkedHashMap<>())
                .put(sample.step(), sample));
        return rows;
    }

    private static DataTable table(Map<Subject, Map<Integer, SamplePicture>> rows, List<Integer> steps) {
        DataTable table = new DataTable(
                "sample-matrix",
                Stream.concat(Stream.of("prompt and seed"), steps.stream().map(SampleMatrix::stepWords))
                        .toArray(String[]::new));
        List<PictureViewer.Picture> all = new ArrayList<>();
        rows.forEach((subject, pictures) -> {
            NativeTableRow row = table.row(new Span(subject.prompt()), Hint.inline("seed " + subject.seed()));
            for (int step : steps) {
                NativeTableCell cell = row.addDataCell();
                SamplePicture sample = pictures.get(step);
                if (sample != null) {
                    PictureViewer.Picture picture =
                            new PictureViewer.Picture(BlobUrls.of(sample.picture()), words(sample));
                    all.add(picture);
                    cell.add(PictureViewer.thumbnail(picture, () -> all));
                }
            }
        });
        return table;
    }

    private static String stepWords(int step) {
        return step == 0 ? "before" : "step " + Formats.count(step);
    }

    static String words(SamplePicture sample) {
        return "%s · seed %d · %s".formatted(sample.prompt(), sample.seed(), stepWords(sample.step()));
    }
}
