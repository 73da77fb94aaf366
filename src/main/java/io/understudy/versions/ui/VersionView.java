package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.collaboration.comments.ui.CommentPanelFactory;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.identity.Role;
import io.understudy.platform.ui.JumpLinks;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.OpenDetails;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageKeys;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.checklist.VersionComments;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Route(VersionRoutes.VERSION)
@RolesAllowed(Role.MEMBER_ROLE)
class VersionView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient VersionService versions;
    private final transient PhotoConsentService consent;
    private final transient CharacterService characters;
    private final transient CommentPanelFactory comments;
    private final transient VersionActions steps;
    private final VersionHead head;
    private final VersionMain main;
    private final Div side = Styled.div("version-side");
    private transient @Nullable VersionDetails shown;
    private transient List<WithdrawnPhoto> withdrawn = List.of();

    VersionView(
            VersionService versions,
            VersionSignals signals,
            PhotoConsentService consent,
            CharacterService characters,
            CommentPanelFactory comments,
            VersionActions steps,
            VersionHead head,
            VersionMain main) {
        this.versions = versions;
        this.consent = consent;
        this.characters = characters;
        this.comments = comments;
        this.steps = steps;
        this.head = head;
        this.main = main;
        steps.follow(() -> shown, this::refresh, this::refresh);
        // In a narrow window the checklist comes first: it is what a reviewer decides on.
        Div columns = Styled.div("version-columns", side, main);
        add(
                head,
                steps.others().notice(),
                new JumpLinks(".version-columns"),
                columns,
                new PageKeys("123456789ar", steps::press));
        LiveUpdate.refresh(this, signals.changes(), this::refresh);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        shown = null;
        VersionId id = VersionPages.id(event, "id");
        VersionDetails version = versions.details(id);
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
            show(versions.details(version.id()));
        }
    }

    private void show(VersionDetails version) {
        VersionDetails before = shown;
        List<WithdrawnPhoto> withdrawnNow = version.trained()
                .map(run -> consent.withdrawnIn(run.snapshot()))
                .orElse(List.of());
        if (version.equals(before) && withdrawnNow.equals(withdrawn)) {
            return;
        }
        withdrawn = withdrawnNow;
        Set<String> unfolded = before == null ? Set.of() : OpenDetails.in(this);
        CharacterSummary character = characters.get(version.card().character());
        head.show(version, character, withdrawnNow, steps, this::refresh);
        side.removeAll();
        side.add(steps.checklist(version, ReviewPane.changes(before, version)));
        if (before == null) {
            main.show(version, character.slug());
        } else {
            main.refresh(version, character.slug());
        }
        OpenDetails.open(this, unfolded);
        shown = version;
        if (before == null) {
            steps.others().opens(version);
        } else {
            steps.others().shows(version);
        }
    }

    private void openComments(String part, VersionDetails version) {
        if (part.isEmpty()) {
            main.scrollToComments();
        }
        ItemComments.open(comments, version, part);
    }
}
