package io.understudy.training.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Formats;
import io.understudy.storage.BlobUrls;
import io.understudy.training.RunDetails;
import io.understudy.training.RunProgress;
import io.understudy.training.SamplePicture;
import io.understudy.training.SamplePrompt;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.runs.RunService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a run: a column for each prompt, a row for each step, the latest last. New rows come below what is
 * there, so that nothing moves under the eyes.
 */
class SampleGrid extends Div {
    private final transient RunService runs;
    private final transient List<SamplePrompt> prompts;
    private final Div rows = new Div();
    private final Map<Integer, Row> byStep = new LinkedHashMap<>();
    private int shownSamples;
    private int shownAttempt;

    SampleGrid(RunService runs, RunDetails run, @Nullable BackendCapabilities backend) {
        this.runs = runs;
        this.prompts = run.parameters().samplePrompts();
        addClassNames("panel", "sample-wall");
        getStyle().set("--prompts", String.valueOf(Math.max(1, prompts.size())));
        add(new H2("Samples"));
        if (prompts.isEmpty() || run.parameters().sampleEvery() == 0) {
            add(new Span(whyNone(backend)));
        } else {
            rows.addClassName("sample-rows");
            rows.add(heading());
            add(rows);
            show(run.progress());
        }
    }

    private static String whyNone(@Nullable BackendCapabilities backend) {
        String reason = backend == null ? null : backend.ignores().get(JobField.SAMPLE_EVERY);
        return reason == null ? "This run generates no samples." : reason;
    }

    private Div heading() {
        Div heading = new Div(new Span("Step"));
        heading.addClassNames("sample-row", "sample-heading");
        for (SamplePrompt prompt : prompts) {
            Span words = new Span(prompt.prompt());
            words.setTitle(prompt.prompt());
            Span seed = new Span("seed " + prompt.seed());
            seed.addClassName("secondary-text");
            heading.add(new Div(words, seed));
        }
        return heading;
    }

    void follow(RunProgress pulse) {
        if (rows.isAttached() && (pulse.samples() != shownSamples || pulse.attempt() != shownAttempt)) {
            show(pulse);
        }
    }

    /**
     * Only what changed is touched: a new attempt takes back its own steps, and a reader who looks at others stays
     * there.
     */
    private void show(RunProgress pulse) {
        shownSamples = pulse.samples();
        shownAttempt = pulse.attempt();
        Map<Integer, List<SamplePicture>> wanted = runs.samples(pulse.run()).stream()
                .collect(Collectors.groupingBy(SamplePicture::step, TreeMap::new, Collectors.toList()));
        byStep.entrySet().removeIf(shown -> {
            boolean over = !shown.getValue().isBeginningOf(wanted.getOrDefault(shown.getKey(), List.of()));
            if (over) {
                shown.getValue().removeFromParent();
            }
            return over;
        });
        wanted.forEach((step, pictures) -> {
            Row row = byStep.get(step);
            if (row == null) {
                row = new Row(step);
                byStep.put(step, row);
                rows.add(row);
            }
            row.show(pictures);
        });
    }

    private static final class Row extends Div {
        private final List<SamplePicture> shown = new ArrayList<>();

        Row(int step) {
            Span label = new Span(Formats.count(step));
            label.addClassName("number");
            add(label);
            addClassName("sample-row");
        }

        boolean isBeginningOf(List<SamplePicture> pictures) {
            return shown.size() <= pictures.size() && shown.equals(pictures.subList(0, shown.size()));
        }

        void show(List<SamplePicture> pictures) {
            for (SamplePicture sample : pictures.subList(shown.size(), pictures.size())) {
                shown.add(sample);
                add(picture(sample));
            }
        }
    }

    private static Anchor picture(SamplePicture sample) {
        String url = BlobUrls.of(sample.picture());
        Image image = new Image(url, sample.prompt() + ", step " + sample.step());
        image.getElement().setAttribute("loading", "lazy").setAttribute("decoding", "async");
        Anchor link = new Anchor(url, image);
        link.setRouterIgnore(true);
        link.setTarget("_blank");
        return link;
    }
}
