package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.OpenDetails;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionDetails;
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
    private final transient VersionActions steps;
    private final ReviewEvidence evidence;
    private final Div content = Styled.div("review-content");
    private final Span announcement = Styled.span("visually-hidden");
    private final Div actions = Styled.div("review-bar");
    private transient @Nullable VersionDetails shown;

    ReviewPane(VersionActions steps, ReviewEvidence evidence) {
        this.steps = steps;
        this.evidence = evidence;
        addClassName("review-pane");
        announcement.getElement().setAttribute("role", "status");
        add(
                announcement,
                evidence,
                Styled.div("review-side", content, steps.others().notice(), actions));
    }

    /** @param refused shows what is there after a step that was refused */
    void onChange(Runnable changed, Runnable refused) {
        steps.follow(() -> shown, changed, refused);
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
        boolean same = before != null && before.id().equals(version.id());
        if (same) {
            steps.others().shows(version);
        } else {
            steps.others().opens(version);
        }
        announcement.setText(version.card().name() + ", " + version.state().label());
        evidence.show(version);
        Set<String> unfolded = same ? OpenDetails.in(content) : Set.of();
        content.removeAll();
        content.add(new TamperingBanner(version), steps.checklist(version, changes(before, version)));
        OpenDetails.open(content, unfolded);
        // Else they stay as they are, and keep the focus.
        if (before == null || !same || !before.availableActions().equals(version.availableActions())) {
            actions.removeAll();
            actions.add(new ReviewActions(version, true, steps::act, steps::tick));
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
