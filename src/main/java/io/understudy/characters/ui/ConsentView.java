package io.understudy.characters.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterDetails;
import io.understudy.characters.CharacterRoutes;
import io.understudy.characters.CharacterService;
import io.understudy.characters.ConsentFile;
import io.understudy.characters.ConsentService;
import io.understudy.identity.Role;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.TwoColumns;
import jakarta.annotation.security.RolesAllowed;

@Route(CharacterRoutes.CONSENT)
@RolesAllowed(Role.MEMBER_ROLE)
class ConsentView extends DetailsPage {
    private final transient CharacterService characters;
    private final transient ConsentService consents;
    private final transient CharacterHeaders headers;

    ConsentView(CharacterService characters, ConsentService consents, CharacterHeaders headers) {
        super(characters);
        this.characters = characters;
        this.consents = consents;
        this.headers = headers;
    }

    @Override
    protected String title(CharacterDetails details) {
        return details.summary().name() + ", consent";
    }

    @Override
    protected void show(CharacterDetails details) {
        LikenessForm form = new LikenessForm(characters, consents, details, () -> {
            refresh();
            Notifications.done("Likeness basis saved");
        });
        Div columns = new TwoColumns(form, state(details));
        add(
                headers.of(details.summary()).primary(new Button("Save likeness basis", event -> form.save())),
                headers.tabs(
                        details.summary(),
                        CharacterRoutes.consent(details.summary().slug())),
                columns);
    }

    private Div state(CharacterDetails details) {
        Div panel = new Panel("On record");
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
        Span by = Hint.inline(
                new Span("Recorded by " + likeness.recordedBy() + ", "), new RelativeTime(likeness.recordedAt()));
        panel.add(by);
        return panel;
    }

    private Anchor download(ConsentFile file) {
        Anchor link = new Anchor(
                CharacterRoutes.consentFile(shown().summary().slug()),
                file.name() + " (" + Formats.bytes(file.size()) + ")");
        link.getElement().setAttribute("download", true);
        link.setRouterIgnore(true);
        link.setTitle("Each download is written to the audit trail");
        return link;
    }
}
