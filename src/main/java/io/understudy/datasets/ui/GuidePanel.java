package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.datasets.DatasetOverview;
import io.understudy.datasets.GuideCount;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.DatasetTargets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

class GuidePanel extends Composite<Div> {
    private transient @Nullable Shown shown;

    private record Shown(DatasetOverview set, GuideCount count) {}

    GuidePanel() {
        getContent().addClassNames("panel", "guide-panel");
    }

    void show(DatasetOverview set, GuideCount count) {
        Shown now = new Shown(set, count);
        if (!now.equals(shown)) {
            shown = now;
            getContent().removeAll();
            fill(set, count.counted());
        }
    }

    private void fill(DatasetOverview set, int counted) {
        getContent().add(new H2("What the guide asks for"));
        row(
                "Pictures",
                counted,
                DatasetTargets.RECOMMENDED_LEAST,
                counted + " of " + DatasetTargets.RECOMMENDED_LEAST + "–" + DatasetTargets.RECOMMENDED_MOST,
                counted >= DatasetTargets.RECOMMENDED_LEAST,
                counted >= DatasetTargets.MINIMUM_PICTURES);
        if (set.included() > 0) {
            share("1024 px or more", set.included() - set.keptSmall(), set.included());
            share("Caption", set.included() - set.uncaptioned(), set.included());
            share("Trigger word first", set.included() - set.triggerToRepair(), set.included());
        }
        getContent().add(new Hint(DatasetTargets.onCount(counted).words()));
        if (set.belowPreferred() > 0) {
            Paragraph hint =
                    new Hint(Formats.plural(set.belowPreferred(), "included picture is", "included pictures are")
                            + " below " + DatasetTargets.PREFERRED_EDGE + " px, which the guide prefers.");
            getContent().add(hint);
        }
    }

    private void share(String label, int have, int of) {
        row(label, have, of, have + " of " + of, have == of, have > 0);
    }

    private void row(String label, int have, int full, String words, boolean good, boolean acceptable) {
        double percent = full == 0 ? 0 : Math.min(100, 100.0 * have / full);
        Div fill = new Div();
        fill.setWidth(String.format(Locale.ROOT, "%.1f%%", percent));
        Div bar = new Div(fill);
        bar.addClassNames("bar", good ? "tone-good" : acceptable ? "tone-warn" : "tone-bad");
        bar.getElement().setAttribute("aria-hidden", "true");
        Component number = new Span(words);
        number.addClassName("number");
        getContent().add(Styled.div("guide-row", new Span(label), bar, number));
    }
}
