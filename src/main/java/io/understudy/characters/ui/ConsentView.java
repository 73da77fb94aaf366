package io.understudy.characters.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterDetails;
import io.understudy.characters.CharacterService;
import io.understudy.characters.ConsentFile;
import io.understudy.characters.ConsentService;
import io.understudy.identity.Role;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import jakarta.annotation.security.RolesAllowed;

@Route(CharacterRoutes.CONSENT)
@RolesAllowed(Role.MEMBER_ROLE)
class ConsentView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient CharacterService characters;
    private final transient ConsentService consents;
    private final transient CharacterHeaders headers;
    private String slug = "";
    private String title = "Character";

    ConsentView(CharacterService characters, ConsentService consents, CharacterHeaders headers) {
        this.characters = characters;
        this.consents = consents;
        this.headers = headers;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        slug = event.getRouteParameters().get(CharacterRoutes.SLUG).orElseThrow();
        show();
    }

    @Override
    public String getPageTitle() {
        return title + ", consent · Understudy";
    }

    private void show() {
        CharacterDetails details = characters.details(slug);
        title = details.summary().name();
        removeAll();
        LikenessForm form = new LikenessForm(characters, consents, details, () -> {
            show();
            Notifications.done("Likeness basis saved");
        });
        Div columns = new Div(form, state(details));
        columns.addClassName("with-side-panel");
        add(
                headers.of(details.summary()).primary(new Button("Save likeness basis", event -> form.save())),
                headers.tabs(details.summary(), CharacterRoutes.consent(slug)),
                columns);
    }

    private Div state(CharacterDetails details) {
        Div panel = new Div(new H2("On record"));
        panel.addClassName("panel");
        CharacterDetails.Likeness likeness = details.likeness();
        if (likeness == null) {
            panel.add(
                    new StateBadge("missing", BadgeTone.WARN, VaadinIcon.WARNING),
                    new Paragraph("No likeness basis is recorded, so no run can be launched for this character."));
            return panel;
        }
        panel.add(
                new StateBadge(likeness.basis().label(), BadgeTone.GOOD, VaadinIcon.CHECK),
                new Paragraph(likeness.basis().meaning()));
        if (!likeness.statement().isEmpty()) {
            Paragraph statement = new Paragraph(likeness.statement());
            statement.addClassName("written-text");
            panel.add(statement);
        }
        ConsentFile file = likeness.file();
        if (file != null) {
            panel.add(download(file));
        }
        Span by = new Span(
                new Span("Recorded by " + likeness.recordedBy() + ", "), new RelativeTime(likeness.recordedAt()));
        by.addClassName("secondary-text");
        panel.add(by);
        return panel;
    }

    private Anchor download(ConsentFile file) {
        Anchor link =
                new Anchor(CharacterRoutes.consentFile(slug), file.name() + " (" + Formats.bytes(file.size()) + ")");
        link.getElement().setAttribute("download", true);
        link.setRouterIgnore(true);
        link.setTitle("Each download is written to the audit trail");
        return link;
    }
}
