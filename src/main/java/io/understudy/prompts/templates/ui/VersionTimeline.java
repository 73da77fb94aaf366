package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.templates.LabelPlacement;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateUsage;
import io.understudy.prompts.templates.TemplateVersion;
import io.understudy.prompts.templates.library.TemplateVersionService;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

class VersionTimeline extends Panel {
    private static final int STEP = 30;

    private final transient TemplateVersionService versions;
    private final transient TemplateUsage usage;
    private final transient TemplateDetails template;
    private final transient List<LabelPlacement> labels;
    private final transient IntConsumer open;
    private final int shown;
    private final OrderedList list = new OrderedList();
    private final Button older = Buttons.quiet("Show older ones", event -> more());
    private int loaded;

    VersionTimeline(
            TemplateVersionService versions,
            TemplateUsage usage,
            TemplateDetails template,
            int shown,
            IntConsumer open) {
        super("Versions");
        this.versions = versions;
        this.usage = usage;
        this.template = template;
        this.labels = versions.labels(template.id());
        this.shown = shown;
        this.open = open;
        list.addClassName("version-timeline");
        add(list, older, used());
        do {
            more();
        } while (shown <= template.number() - loaded && older.isVisible());
    }

    private void more() {
        versions.of(template.id(), loaded, STEP).forEach(version -> list.add(item(version)));
        loaded += STEP;
        older.setVisible(loaded < template.number());
    }

    private ListItem item(TemplateVersion version) {
        NativeButton button = new NativeButton("", event -> open.accept(version.number()));
        Div head = Styled.div("actions", Styled.span("version-number", "Version " + version.number()));
        labels.stream()
                .filter(label -> label.number() == version.number())
                .forEach(label -> head.add(TemplateHeaders.badge(label)));
        Span message = new Span(version.message());
        Span by = Hint.inline(new Span(version.savedBy() + ", "), new RelativeTime(version.savedAt()));
        long uses = usage.versions().getOrDefault(version.number(), 0L);
        if (uses > 0) {
            by.add(new Span(" · used " + Formats.plural(uses, "time", "times")));
        }
        button.add(head, message, by);
        if (version.number() == shown) {
            button.getElement().setAttribute("aria-current", "true");
        }
        return new ListItem(button);
    }

    private Div used() {
        Div words = Styled.div("secondary-text");
        if (usage.total() == 0) {
            words.setText("This template has not been used yet.");
            return words;
        }
        words.add(new Span("Used " + Formats.plural(usage.total(), "time", "times") + " by "
                + Formats.plural(usage.people(), "person", "people") + ", " + usage.lately()
                + " of them in the last 30 days: "));
        words.add(new Span(usage.ways().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(way -> way.getValue() + " " + way.getKey().words())
                .collect(Collectors.joining(", "))));
        return words;
    }
}
