package io.understudy.comparison.ui;

import io.understudy.comparison.ComparisonNote;
import io.understudy.comparison.ComparisonNoteService;
import io.understudy.comparison.ComparisonService;
import io.understudy.comparison.RunComparison;
import io.understudy.comparison.SampleMatrix;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.platform.ui.ImageGridView;
import io.understudy.platform.ui.MetricChart;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.RunDetails;
import io.understudy.training.runs.RunService;
import io.understudy.training.ui.RunCurves;
import io.understudy.training.ui.TrainingTime;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a comparison as one HTML file that needs nothing else: the same table, curves and samples as on the page, with
 * their scripts, styles and pictures inside. Pictures are written one by one, so that it takes no more memory for more
 * of them.
 */
@Component
class ComparisonExport {
    private static final String WEBJAR = "webjars/uplot/1.6.30/dist/";
    private static final int POINTS_PER_RUN = 1000;
    /** More samples than this would make a file that no mail takes: then only some of the steps are kept. */
    private static final int MOST_PICTURES = 2000;

    private static final String SCRIPT = """
            const read = (id) => JSON.parse(document.getElementById(id).textContent);
            const data = read("comparison");
            const pictures = read("pictures");
            for (const cell of data.samples.cells) {
              cell.words = cell.pictures.map((hash) => (pictures[hash] === "" ? "none that can be shown" : ""));
              cell.pictures = cell.pictures.map((hash) => pictures[hash] ?? "");
            }
            const [table, chart, samples] = ["compare-table", "metric-chart", "image-grid"]
              .map((name) => document.querySelector(name));
            Object.assign(table, { view: data.tableLook, table: data.table });
            chart.view = data.curveLook;
            chart.show(data.curves);
            Object.assign(samples, { view: data.sampleLook, grid: data.samples.layout, cells: data.samples.cells });
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Everything(
            TableModel table,
            CompareTable.Look tableLook,
            List<MetricChart.Curve> curves,
            MetricChart.Look curveLook,
            SampleModel samples,
            ImageGridView sampleLook) {}

    private final ComparisonService comparisons;
    private final ComparisonNoteService notes;
    private final RunService runs;
    private final EmbeddedPictures pictures;
    private final CurrentActor actor;
    private final Clock clock;

    ComparisonExport(
            ComparisonService comparisons,
            ComparisonNoteService notes,
            RunService runs,
            BlobStore blobs,
            CurrentActor actor,
            Clock clock) {
        this.comparisons = comparisons;
        this.notes = notes;
        this.runs = runs;
        this.pictures = new EmbeddedPictures(blobs);
        this.actor = actor;
        this.clock = clock;
    }

    void write(ComparisonViewState look, OutputStream stream) throws IOException {
        RunComparison whole = comparisons.compare(look.runs(), look.base());
        ImageGridView shown = look.samples().step() == null
                ? look.samples().at(whole.samples().commonStep())
                : look.samples();
        SampleMatrix kept = whole.samples().thinned(MOST_PICTURES, Objects.requireNonNullElse(shown.step(), 0));
        RunComparison comparison = whole.with(kept);
        Everything data = new Everything(
                TableModel.of(comparison),
                new CompareTable.Look(look.table().rows().word(), look.table().search()),
                comparison.runs().stream().map(this::curve).toList(),
                look.curves(),
                SampleModel.of(comparison, BlobHash::hex),
                shown);
        Writer out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
        head(comparison, out);
        body(comparison, kept.steps().size() < whole.samples().steps().size(), notes.of(look.runs()), out);
        json("comparison", data, out);
        pictures(kept, out);
        for (String module : List.of("compare-table.js", "metric-chart.js", "image-grid.js")) {
            script(resource("studio/" + module), out);
        }
        script(SCRIPT, out);
        out.write("</body>\n</html>\n");
        out.flush();
    }

    private MetricChart.Curve curve(RunDetails run) {
        return RunCurves.curve("Run " + run.number(), runs.points(run.id(), POINTS_PER_RUN), new TrainingTime());
    }

    private static void head(RunComparison comparison, Writer out) throws IOException {
        out.write("""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
                style-src 'unsafe-inline'; script-src 'unsafe-inline' data:">
                <title>Comparison of runs %s</title>
                <style data-uplot>%s</style>
                <style>%s
                %s
                %s</style>
                <script type="importmap">{"imports":{"../%suPlot.esm.js":"%s",%s}}</script>
                </head>
                """.formatted(
                        numbers(comparison),
                        resource(WEBJAR + "uPlot.min.css"),
                        resource("studio/comparison-export.css"),
                        resource("studio/comparison.css"),
                        resource("studio/image-grid.css"),
                        WEBJAR,
                        module(WEBJAR + "uPlot.esm.js"),
                        String.join(",", shared("telling.js"), shared("images.js"), shared("run-highlight.js"))));
    }

    private static String shared(String script) throws IOException {
        return "\"./%s\":\"%s\"".formatted(script, module("studio/" + script));
    }

    private static String module(String path) throws IOException {
        return "data:text/javascript;base64,"
                + Base64.getEncoder().encodeToString(resource(path).getBytes(StandardCharsets.UTF_8));
    }

    private void body(RunComparison comparison, boolean thinned, List<ComparisonNote> written, Writer out)
            throws IOException {
        String characters = comparison.rows().getFirst().values().stream()
                .map(value -> value.text())
                .distinct()
                .collect(Collectors.joining(", "));
        out.write("<body>\n<h1>Runs " + numbers(comparison) + "</h1>\n<p class=\"secondary-text\">"
                + HtmlUtils.htmlEscape(characters) + " · base run "
                + comparison.runs().get(comparison.base()).number() + " · exported from Understudy by "
                + HtmlUtils.htmlEscape(actor.get().name()) + " on " + BrowserTime.exact(clock.instant()) + "</p>\n");
        if (thinned) {
            out.write(
                    "<p class=\"secondary-text\">Only some of the steps are kept in this file, because it would be too"
                            + " large with all of them.</p>\n");
        }
        if (!comparison.sameTask()) {
            out.write("<p class=\"secondary-text\">Different pictures or backends: the shapes of the losses can be"
                    + " compared, their heights cannot.</p>\n");
        }
        out.write("""
                <section><h2>Settings and results</h2><compare-table fixed></compare-table></section>
                <section><h2>Samples</h2><image-grid></image-grid></section>
                <section><h2>Curves</h2><metric-chart role="group" aria-label="Curves"></metric-chart></section>
                """);
        if (!written.isEmpty()) {
            out.write("<section><h2>Notes</h2>\n");
            for (ComparisonNote note : written) {
                out.write("<div class=\"comparison-note\"><div class=\"secondary-text\">"
                        + HtmlUtils.htmlEscape(note.authorName()) + ", " + BrowserTime.exact(note.writtenAt())
                        + "</div><span>" + HtmlUtils.htmlEscape(note.words()) + "</span></div>\n");
            }
            out.write("</section>\n");
        }
    }

    private void pictures(SampleMatrix samples, Writer out) throws IOException {
        out.write("<script type=\"application/json\" id=\"pictures\">{");
        Iterator<BlobHash> hashes = samples.pictures().iterator();
        while (hashes.hasNext()) {
            BlobHash hash = hashes.next();
            out.write("\"" + hash.hex() + "\":\"");
            pictures.write(hash, out);
            out.write(hashes.hasNext() ? "\",\n" : "\"");
        }
        out.write("}</script>\n");
    }

    /** Inside of a script only "<" could end it. */
    private static void json(String id, Object value, Writer out) throws IOException {
        out.write("<script type=\"application/json\" id=\"" + id + "\">"
                + JSON.writeValueAsString(value).replace("<", "\\u003c") + "</script>\n");
    }

    private static void script(String module, Writer out) throws IOException {
        out.write("<script type=\"module\">\n" + module.replace("</script", "<\\/script") + "</script>\n");
    }

    private static String resource(String path) throws IOException {
        return new ClassPathResource("META-INF/resources/" + path).getContentAsString(StandardCharsets.UTF_8);
    }

    private static String numbers(RunComparison comparison) {
        return comparison.runs().stream()
                .map(run -> String.valueOf(run.number()))
                .collect(Collectors.joining(", "));
    }
}
