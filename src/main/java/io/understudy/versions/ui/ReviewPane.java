package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.checklist.ChecklistLine;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

class ReviewPane extends Div {
    private final transient VersionServices services;
    private final transient VersionActions steps;
    private final Div content = Styled.div("review-content");
    private final Div actions = Styled.div("review-bar");
    private transient @Nullable VersionDetails shown;

    ReviewPane(VersionServices services, Runnable changed) {
        this.services = services;
        this.steps = new VersionActions(services, () -> shown, changed);
        addClassName("review-pane");
        content.getElement().setAttribute("aria-live", "polite");
        add(content, actions);
    }

    VersionActions steps() {
        return steps;
    }

    void show(VersionDetails version) {
        VersionDetails before = shown;
        if (version.equals(before)) {
            return;
        }
        shown = version;
        content.removeAll();
        Div head =
                Panel.head(version.card().name(), new Anchor(VersionRoutes.of(version.id()), "Open full version page"));
        Div title = new Panel(head);
        version.trained()
                .ifPresent(run -> title.add(new SampleStrip(services.runs().samples(run.run()))));
        content.add(new TamperingBanner(version), title, checklist(version, changes(before, version)));
        // Else they stay as they are, and keep the focus.
        if (before == null
                || !before.id().equals(version.id())
                || !before.availableActions().equals(version.availableActions())) {
            actions.removeAll();
            actions.add(new ReviewActions(version, steps::act));
        }
    }

    private ChecklistPanel checklist(VersionDetails version, Set<String> changed) {
        return new ChecklistPanel(
                version,
                changed,
                line -> steps.toggle(line.item().key()),
                ItemComments.buttons(services.comments(), version.id()));
    }

    static Set<String> changes(@Nullable VersionDetails before, VersionDetails after) {
        Set<String> keys = new HashSet<>();
        if (before != null && before.id().equals(after.id())) {
            after.checklist().stream()
                    .filter(line -> !before.checklist().contains(line))
                    .map(ChecklistLine::item)
                    .forEach(item -> keys.add(item.key()));
        }
        return keys;
    }
}
