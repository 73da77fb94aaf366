package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import io.understudy.platform.ui.Panel;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.sheets.ui.SheetPanels;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;

/** What a reviewer looks at: the test sheet, or the samples before there is one, the differences and the comments. */
@org.springframework.stereotype.Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
class ReviewEvidence extends Div {
    private final transient SheetPanels sheets;
    private final transient RunService runs;
    private final transient ProductionComparison production;
    private final transient VersionCommentsSection comments;
    private final transient List<ReviewSection> sections;
    private transient @Nullable VersionId shown;

    ReviewEvidence(
            SheetPanels sheets,
            RunService runs,
            ProductionComparison production,
            VersionCommentsSection comments,
            List<ReviewSection> sections) {
        this.sheets = sheets;
        this.runs = runs;
        this.production = production;
        this.comments = comments;
        this.sections = sections;
        addClassName("review-evidence");
    }

    /** Its parts follow what changes; only another version is shown from the beginning. */
    void show(VersionDetails version) {
        if (version.id().equals(shown)) {
            return;
        }
        shown = version.id();
        removeAll();
        VersionCard card = version.card();
        add(new Panel(Panel.head(card.name(), new Anchor(VersionRoutes.of(card.id()), "Open full version page"))));
        add(sheets.newest(card.id(), () -> samples(version)));
        sections.forEach(section -> add(section.of(version)));
        production.differences(card).ifPresent(this::add);
        add(comments.of(version));
    }

    private Optional<Component> samples(VersionDetails version) {
        return version.trained().map(run -> new SampleMatrix(run.runNumber(), runs.samples(run.run())));
    }
}
