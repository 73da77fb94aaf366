package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.checklist.ChecklistLine;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

@Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
class ReviewPane extends Div {
    private final transient RunService runs;
    private final transient VersionActions steps;
    private final Div content = Styled.div("review-content");
    private final Div actions = Styled.div("review-bar");
    private transient @Nullable VersionDetails shown;

    ReviewPane(RunService runs, VersionActions steps) {
        this.runs = runs;
        this.steps = steps;
        addClassName("review-pane");
        content.getElement().setAttribute("aria-live", "polite");
        add(content, actions);
    }

    void onChange(Runnable changed) {
        steps.follow(() -> shown, changed);
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
        version.trained().ifPresent(run -> title.add(new SampleStrip(runs.samples(run.run()))));
        content.add(new TamperingBanner(version), title, steps.checklist(version, changes(before, version)));
        // Else they stay as they are, and keep the focus.
        if (before == null
                || !before.id().equals(version.id())
                || !before.availableActions().equals(version.availableActions())) {
            actions.removeAll();
            actions.add(new ReviewActions(version, steps::act));
        }
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
