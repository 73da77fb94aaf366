package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import io.understudy.platform.ui.Styled;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import io.understudy.versions.lineage.LineageService;
import io.understudy.versions.release.VersionDownloadService;
import java.util.List;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/** What there is to know about a version, next to its checklist. */
@Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
class VersionMain extends Div {
    private final transient RunService runs;
    private final transient LineageService lineages;
    private final transient VersionDownloadService downloads;
    private final transient List<VersionSection> sections;
    private final transient ProductionComparison comparison;
    private final Div production = new Div();
    private final Div lineage = new Div();
    private final Div rest = Styled.div("version-rest");

    VersionMain(
            RunService runs,
            LineageService lineages,
            VersionDownloadService downloads,
            ProductionComparison comparison,
            List<VersionSection> sections) {
        this.runs = runs;
        this.lineages = lineages;
        this.downloads = downloads;
        this.comparison = comparison;
        this.sections = sections;
        addClassName("version-main");
    }

    void show(VersionDetails version, String slug) {
        removeAll();
        version.trained().ifPresent(run -> add(new SampleMatrix(run.runNumber(), runs.samples(run.run()))));
        version.card().imported().ifPresent(told -> add(new ImportPanel(version, told)));
        add(production, lineage);
        sections.forEach(section -> add(section.of(version)));
        add(rest);
        refresh(version, slug);
    }

    /** Shows what others may have changed; the sections see to themselves. */
    void refresh(VersionDetails version, String slug) {
        production.removeAll();
        production.add(comparison.panel(version));
        lineage.removeAll();
        lineage.add(new LineagePanel(lineages.of(version.id()), version.makers()));
        String production = version.state() == VersionState.APPROVED
                ? "/"
                        + VersionRoutes.production(
                                slug, version.card().baseModel().id())
                : "";
        rest.removeAll();
        rest.add(
                new FilePanel(version),
                new DownloadsPanel(downloads.downloads(version.id(), DownloadsPanel.SHOWN), production),
                new HistoryPanel(version));
    }

    void scrollToComments() {
        getChildren()
                .filter(panel ->
                        panel.getId().filter(VersionCommentsSection.ID::equals).isPresent())
                .findFirst()
                .ifPresent(panel -> panel.scrollIntoView());
    }
}
