package io.understudy.prompts.regression.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.playground.ui.PlaygroundRoutes;
import io.understudy.prompts.regression.RegressionCounts;
import io.understudy.prompts.regression.RegressionRoutes;
import io.understudy.prompts.regression.RegressionService;
import io.understudy.prompts.regression.RegressionSignals;
import io.understudy.prompts.regression.RegressionStatus;
import io.understudy.prompts.regression.RegressionStatus.Comparison;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import org.jspecify.annotations.Nullable;

/** How a version compares with production, and the button that starts the comparison; keeps itself up to date. */
class RegressionPanel extends Panel {
    private final transient RegressionService regressions;
    private final transient VersionService versions;
    private final transient VersionId version;
    private transient @Nullable RegressionStatus shown;

    RegressionPanel(
            RegressionService regressions,
            VersionService versions,
            RegressionSignals signals,
            VersionSignals versionSignals,
            VersionCard card) {
        this.regressions = regressions;
        this.versions = versions;
        this.version = card.id();
        LiveUpdate.refresh(this, signals.changes(), this::refresh);
        LiveUpdate.refresh(this, versionSignals.changes(), this::refresh);
        show(regressions.status(card));
    }

    private void refresh() {
        show(regressions.status(versions.details(version).card()));
    }

    private void show(RegressionStatus status) {
        if (status.equals(shown)) {
            return;
        }
        shown = status;
        removeAll();
        setVisible(status.concerns());
        add(Panel.head("Compared with production", badge(status)), words(status));
        if (status.canStart()) {
            add(Buttons.small("Compare with production", event -> {
                event.getSource().setEnabled(false);
                ErrorMessages.guard(() -> regressions.start(version));
                refresh();
                event.getSource().setEnabled(true);
            }));
        }
    }

    static StateBadge badge(RegressionStatus status) {
        return status.started()
                .<StateBadge>map(comparison -> new RegressionBadge(comparison.state()))
                .orElseGet(() -> new StateBadge("not run", BadgeTone.NEUTRAL, VaadinIcon.CIRCLE_THIN));
    }

    /** One line: what is known, and where the pictures are. */
    static Component words(RegressionStatus status) {
        return status.started()
                .<Component>map(RegressionPanel::words)
                .orElseGet(() -> status.hasExamples()
                        ? Hint.inline("Generates the examples of templates again with this version, next to those of "
                                + status.production() + ".")
                        : Hint.inline(
                                new Span("No template has an example that another version generated. "),
                                new Anchor(PlaygroundRoutes.PLAYGROUND, "Open playground")));
    }

    private static Div words(Comparison comparison) {
        Anchor pictures = new Anchor(
                RegressionRoutes.of(comparison.id()), comparison.pictures() > 0 ? "Show pictures" : "Open comparison");
        pictures.setTarget("_blank");
        return Styled.div("actions", Hint.inline(sentence(comparison)), pictures);
    }

    private static String sentence(Comparison comparison) {
        RegressionCounts counts = comparison.counts();
        int open = comparison.pictures() - counts.judged();
        return switch (comparison.state()) {
            case RUNNING -> "Pictures are being generated.";
            case NO_PICTURES -> "Nothing was generated: the page of the comparison says why.";
            case UNJUDGED, WORSE, SAME, BETTER ->
                Formats.plural(comparison.pictures(), "picture", "pictures") + ", "
                        + (counts.judged() == 0
                                ? "none judged yet"
                                : counts.words() + (open > 0 ? ", " + open + " not judged yet" : ""))
                        + (comparison.done() ? "" : "; others are still being generated");
        };
    }
}
