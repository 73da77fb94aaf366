package io.understudy.training.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import io.understudy.shared.ui.Formats;
import io.understudy.storage.BlobUrls;
import io.understudy.training.RunDetails;
import io.understudy.training.RunPulse;
import io.understudy.training.RunService;
import io.understudy.training.SamplePicture;
import io.understudy.training.SamplePrompt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The samples of a run: a column for each prompt, a row for each step, the latest last. New rows come below what is
 * there, so that nothing moves under the eyes.
 */
class SampleWall extends Div {
    private final transient RunService runs;
    private final transient List<SamplePrompt> prompts;
    private final Div rows = new Div();
    private final Map<Integer, Div> byStep = new LinkedHashMap<>();
    private int shownSamples;
    private int shownAttempt;

    SampleWall(RunService runs, RunDetails run) {
        this.runs = runs;
        this.prompts = run.parameters().samplePrompts();
        addClassNames("panel", "sample-wall");
        getStyle().set("--prompts", String.valueOf(Math.max(1, prompts.size())));
        add(new H2("Samples"));
        if (prompts.isEmpty() || run.parameters().sampleEvery() == 0) {
            add(new Span("This run draws no samples."));
        } else {
            rows.addClassName("sample-rows");
            rows.add(heading());
            add(rows);
            show(run.pulse(), true);
        }
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

    void follow(RunPulse pulse) {
        if (rows.isAttached() && (pulse.samples() != shownSamples || pulse.attempt() != shownAttempt)) {
            show(pulse, pulse.attempt() != shownAttempt);
        }
    }

    private void show(RunPulse pulse, boolean anew) {
        if (anew) {
            byStep.values().forEach(Div::removeFromParent);
            byStep.clear();
        }
        shownSamples = pulse.samples();
        shownAttempt = pulse.attempt();
        Map<Integer, Integer> positions = new LinkedHashMap<>();
        for (SamplePicture sample : runs.samples(pulse.run())) {
            int position = positions.merge(sample.step(), 1, Integer::sum) - 1;
            Div row = byStep.computeIfAbsent(sample.step(), this::row);
            if (row.getComponentCount() == position + 1) {
                row.add(picture(sample));
            }
        }
    }

    private Div row(int step) {
        Span label = new Span(Formats.count(step));
        label.addClassName("number");
        Div row = new Div(label);
        row.addClassName("sample-row");
        rows.add(row);
        return row;
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
