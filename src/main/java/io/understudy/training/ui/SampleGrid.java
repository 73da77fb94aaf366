package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.PictureViewer;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobUrls;
import io.understudy.training.RunDetails;
import io.understudy.training.RunProgress;
import io.understudy.training.SamplePicture;
import io.understudy.training.SamplePrompt;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.runs.RunService;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a run: a column for each prompt, a row for each step, the newest first. New steps are announced, so that
 * nothing moves under the eyes.
 */
class SampleGrid extends Panel {
    private final transient RunService runs;
    private final transient List<SamplePrompt> prompts;
    private final Div rows = new Div();
    private final NavigableMap<Integer, Row> byStep = new TreeMap<>();
    private final Button news = new Button();
    private transient Runnable whenWanted = () -> {};
    private int shownSamples;
    private int shownAttempt;

    SampleGrid(RunService runs, RunDetails run, @Nullable BackendCapabilities backend) {
        super("Samples");
        this.runs = runs;
        this.prompts = run.parameters().samplePrompts();
        addClassName("sample-wall");
        getStyle().set("--prompts", String.valueOf(Math.max(1, prompts.size())));
        if (prompts.isEmpty() || run.parameters().sampleEvery() == 0) {
            add(new Span(whyNone(backend)));
        } else {
            rows.addClassName("sample-rows");
            rows.add(heading());
            news.addClassName("news");
            news.addClickListener(event -> whenWanted.run());
            add(news, rows);
            show(run.progress());
        }
    }

    private static String whyNone(@Nullable BackendCapabilities backend) {
        String reason = backend == null ? null : backend.ignores().get(JobField.SAMPLE_EVERY);
        return reason == null ? "This run generates no samples." : reason;
    }

    private Div heading() {
        Div heading = Styled.div("sample-row sample-heading", new Span("Step"));
        for (SamplePrompt prompt : prompts) {
            Span words = new Span(prompt.prompt());
            words.setTitle(prompt.prompt());
            heading.add(new Div(words, Hint.inline("seed " + prompt.seed())));
        }
        return heading;
    }

    void follow(RunProgress progress) {
        if (rows.isAttached() && (progress.samples() != shownSamples || progress.attempt() != shownAttempt)) {
            shownSamples = progress.samples();
            shownAttempt = progress.attempt();
            update(read(progress));
        }
    }

    private void show(RunProgress progress) {
        shownSamples = progress.samples();
        shownAttempt = progress.attempt();
        addNew(read(progress));
    }

    private SortedMap<Integer, List<SamplePicture>> read(RunProgress progress) {
        return runs.samples(progress.run()).stream()
                .collect(Collectors.groupingBy(SamplePicture::step, TreeMap::new, Collectors.toList()));
    }

    /**
     * Rows that are shown are filled, those that a new attempt took back are removed, and new ones are announced. The first
     * ones are shown at once.
     */
    private void update(SortedMap<Integer, List<SamplePicture>> wanted) {
        byStep.entrySet().removeIf(shown -> {
            boolean over = !shown.getValue().isBeginningOf(wanted.getOrDefault(shown.getKey(), List.of()));
            if (over) {
                shown.getValue().removeFromParent();
            }
            return over;
        });
        byStep.forEach((step, row) -> row.show(wanted.getOrDefault(step, List.of())));
        if (byStep.isEmpty()) {
            addNew(wanted);
        } else {
            int waiting = wanted.entrySet().stream()
                    .filter(step -> !byStep.containsKey(step.getKey()))
                    .mapToInt(step -> step.getValue().size())
                    .sum();
            news.setText(Formats.plural(waiting, "new sample", "new samples") + ", show");
            news.setVisible(waiting > 0);
            whenWanted = () -> addNew(wanted);
        }
    }

    private void addNew(SortedMap<Integer, List<SamplePicture>> wanted) {
        news.setVisible(false);
        wanted.forEach((step, pictures) -> {
            if (!byStep.containsKey(step)) {
                Row row = new Row(step);
                row.show(pictures);
                rows.addComponentAtIndex(1 + byStep.tailMap(step).size(), row);
                byStep.put(step, row);
            }
        });
    }

    /** In the order in which they are shown. */
    private List<PictureViewer.Picture> pictures() {
        return byStep.descendingMap().values().stream()
                .flatMap(row -> row.shown.stream())
                .map(SampleGrid::picture)
                .toList();
    }

    private static PictureViewer.Picture picture(SamplePicture sample) {
        return new PictureViewer.Picture(
                BlobUrls.of(sample.picture()),
                "%s, seed %d, step %s".formatted(sample.prompt(), sample.seed(), Formats.count(sample.step())));
    }

    private final class Row extends Div {
        private final List<SamplePicture> shown = new ArrayList<>();

        Row(int step) {
            add(Styled.span("number", Formats.count(step)));
            addClassName("sample-row");
        }

        boolean isBeginningOf(List<SamplePicture> pictures) {
            return shown.size() <= pictures.size() && shown.equals(pictures.subList(0, shown.size()));
        }

        void show(List<SamplePicture> pictures) {
            for (SamplePicture sample : pictures.subList(shown.size(), pictures.size())) {
                shown.add(sample);
                add(PictureViewer.thumbnail(picture(sample), SampleGrid.this::pictures));
            }
        }
    }
}
