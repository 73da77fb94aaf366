package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.core.Wording;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.lists.TrackRecord;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

class TrackRecordPanel extends Div {
    private static final int MOST = 6;

    private final transient List<TrackRecord> records;
    private final transient List<BackendChoice> backends;
    private final transient Consumer<TrackRecord> use;

    TrackRecordPanel(List<TrackRecord> records, List<BackendChoice> backends, Consumer<TrackRecord> use) {
        this.records = List.copyOf(records);
        this.backends = List.copyOf(backends);
        this.use = use;
        addClassNames("panel", "what-worked");
    }

    void showFor(BackendChoice chosen) {
        removeAll();
        add(new H2("What worked"));
        if (records.isEmpty()) {
            add(Hint.inline("No run of this character has ended yet."));
        } else if (records.stream().noneMatch(record -> isOn(chosen, record))) {
            add(Hint.inline("No run of this character has ended on " + chosen.displayName() + " yet."));
        }
        records.stream()
                .sorted(Comparator.comparing(record -> !isOn(chosen, record)))
                .limit(MOST)
                .forEach(record -> add(line(record, isOn(chosen, record))));
    }

    private static boolean isOn(BackendChoice chosen, TrackRecord record) {
        return record.backend().equals(chosen.id());
    }

    private Div line(TrackRecord record, boolean here) {
        String preset = record.preset();
        String settings = settings(record);
        Span name = new Span(preset == null ? settings : preset);
        name.setTitle(settings);
        Span outcome = Hint.inline(record.approved() + " approved of " + Formats.plural(record.runs(), "run", "runs")
                + (record.succeeded() < record.runs()
                        ? ", " + (record.runs() - record.succeeded()) + " did not finish"
                        : "")
                + (here ? "" : " on " + record.backendName()));
        Button take = Buttons.inline("Use", event -> use.accept(record));
        take.setAriaLabel("Use " + settings);
        Div words = new Div(name, outcome);
        return Styled.div("what-worked-line", words, take);
    }

    private String settings(TrackRecord record) {
        StringBuilder words = new StringBuilder(Formats.count(record.steps()) + " steps");
        if (honours(record, JobField.LEARNING_RATE)) {
            words.append(", ").append(Formats.learningRate(record.learningRate()));
        }
        if (honours(record, JobField.RANK)) {
            words.append(", rank ").append(record.rank()).append(", alpha ").append(Wording.plain(record.alpha()));
        }
        if (honours(record, JobField.BATCH_SIZE) && record.batchSize() > 1) {
            words.append(", batch ").append(record.batchSize());
        }
        return words.toString();
    }

    private boolean honours(TrackRecord record, JobField field) {
        return backends.stream()
                .filter(choice -> choice.id().equals(record.backend()))
                .allMatch(choice -> choice.capabilities().honours(field));
    }
}
