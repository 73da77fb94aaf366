package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.datasets.ui.WithdrawnPhotosBanner;
import io.understudy.identity.Role;
import io.understudy.platform.ui.JumpLinks;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageKeys;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import io.understudy.versions.checklist.VersionComments;
import jakarta.annotation.security.RolesAllowed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Route(VersionRoutes.VERSION)
@RolesAllowed(Role.MEMBER_ROLE)
class VersionView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient VersionServices services;
    private final transient List<VersionSection> sections;
    private final transient VersionActions steps;
    private final Div head = Styled.div("version-head");
    private final Div main = Styled.div("version-main");
    private final Div side = Styled.div("version-side");
    private final Div lineage = new Div();
    private transient @Nullable VersionDetails shown;
    private transient List<WithdrawnPhoto> withdrawn = List.of();
    private @Nullable Registration followingComments;

    VersionView(VersionServices services, List<VersionSection> sections) {
        this.services = services;
        this.steps = new VersionActions(services, () -> shown, this::refresh);
        this.sections = sections.stream()
                .sorted(Comparator.comparingInt(VersionSection::order))
                .toList();
        // In a narrow window the checklist comes first: it is what a reviewer decides on.
        Div columns = Styled.div("version-columns", side, main);
        add(head, new JumpLinks(".version-columns"), columns, new PageKeys("123456789ar", steps::press));
        LiveUpdate.refresh(this, services.signals().changes(), this::refresh);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        shown = null;
        VersionId id = VersionPages.id(event, "id");
        followComments(id);
        VersionDetails version = services.versions().details(id);
        show(version);
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter(VersionComments.PARAMETER)
                .ifPresent(part -> openComments(part, version));
    }

    @Override
    public String getPageTitle() {
        VersionDetails version = shown;
        return (version == null ? "Version" : version.card().name()) + " · Understudy";
    }

    private void refresh() {
        VersionDetails version = shown;
        if (version != null) {
            show(services.versions().details(version.id()));
        }
    }

    private void show(VersionDetails version) {
        VersionDetails before = shown;
        List<WithdrawnPhoto> withdrawnNow = version.trained()
                .map(run -> services.consent().withdrawnIn(run.snapshot()))
                .orElse(List.of());
        if (version.equals(before) && withdrawnNow.equals(withdrawn)) {
            return;
        }
        withdrawn = withdrawnNow;
        var character = services.characters().get(version.card().character());
        head.removeAll();
        head.add(
                new VersionHeader(
                        version,
                        character,
                        !withdrawnNow.isEmpty() || version.recall() != null,
                        action -> steps.act(action, version),
                        () -> askPeople(version)),
                new TamperingBanner(version),
                services.people().of(version.id()),
                new RecallBanner(version.recall()),
                new WithdrawnPhotosBanner("This version", character.slug(), withdrawnNow));
        showChecklist(version, ReviewPane.changes(before, version));
        if (before == null) {
            main.removeAll();
            version.trained()
                    .ifPresent(run -> main.add(
                            new SampleMatrix(run.runNumber(), services.runs().samples(run.run()))));
            version.card().imported().ifPresent(told -> main.add(new ImportPanel(version, told)));
            main.add(lineage);
            sections.forEach(section -> main.add(section.of(version)));
            main.add(new Div());
        }
        lineage.removeAll();
        lineage.add(new LineagePanel(services.lineage().of(version.id()), version.makers()));
        Div rest = Styled.div(
                "version-rest",
                new FilePanel(version),
                downloads(version, character.slug()),
                new HistoryPanel(version));
        main.replace(main.getComponentAt(main.getComponentCount() - 1), rest);
        shown = version;
    }

    private void showChecklist(VersionDetails version, Set<String> changed) {
        side.removeAll();
        side.add(new ChecklistPanel(
                version,
                changed,
                line -> steps.toggle(line.item().key()),
                ItemComments.buttons(services.comments(), version.id())));
    }

    private void openComments(String part, VersionDetails version) {
        if (part.isEmpty()) {
            main.getChildren()
                    .filter(panel -> panel.getId().equals(Optional.of(VersionCommentsSection.ID)))
                    .findFirst()
                    .ifPresent(panel -> panel.scrollIntoView());
        }
        ItemComments.open(services.comments(), version, part);
    }

    private void followComments(VersionId id) {
        if (followingComments != null) {
            followingComments.remove();
        }
        followingComments = LiveUpdate.refresh(
                this,
                services.comments().changes(VersionComments.KIND, id.value().toString()),
                () -> {
                    VersionDetails version = shown;
                    if (version != null) {
                        showChecklist(version, Set.of());
                    }
                });
    }

    private DownloadsPanel downloads(VersionDetails version, String slug) {
        return new DownloadsPanel(
                services.downloads().downloads(version.id(), DownloadsPanel.SHOWN),
                version.state() == VersionState.APPROVED
                        ? "/"
                                + VersionRoutes.production(
                                        slug, version.card().baseModel().id())
                        : "");
    }

    private void askPeople(VersionDetails version) {
        services.requests()
                .choice(version.id())
                .ifPresent(choice ->
                        new ReviewRequestDialog(services.requests(), version.id(), choice, this::refresh).open());
    }
}
