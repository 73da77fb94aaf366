package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.collaboration.comments.ui.CommentPanelFactory;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.live.ActSignals;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateVersion;
import io.understudy.prompts.templates.library.CommentableTemplates;
import io.understudy.prompts.templates.library.TemplateListService;
import io.understudy.prompts.templates.library.TemplateMetadataService;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.prompts.templates.library.TemplateVersionService;
import jakarta.annotation.security.RolesAllowed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Route(PromptRoutes.VERSIONS_PATTERN)
@RolesAllowed(Role.MEMBER_ROLE)
class TemplateVersionsView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient TemplateService templates;
    private final transient TemplateListService lists;
    private final transient TemplateVersionService versions;
    private final transient TemplateMetadataService marks;
    private final transient CharacterService characters;
    private final transient CommentPanelFactory comments;
    private final transient TemplateActions acts;
    private final boolean reviewer;
    private final TemplateChangeNotice news = new TemplateChangeNotice();
    private transient @Nullable TemplateDetails opened;
    private String title = "Template";

    TemplateVersionsView(
            TemplateService templates,
            TemplateListService lists,
            TemplateVersionService versions,
            TemplateMetadataService marks,
            CharacterService characters,
            CommentPanelFactory comments,
            TemplateActions acts,
            TeamService team,
            ActSignals signals) {
        this.templates = templates;
        this.lists = lists;
        this.versions = versions;
        this.marks = marks;
        this.characters = characters;
        this.comments = comments;
        this.acts = acts;
        this.reviewer = team.me().role().includes(Role.REVIEWER);
        LiveUpdate.refresh(this, signals.of("prompt"), this::lookForNews);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        PromptId id = TemplateHeaders.parse(
                event.getRouteParameters().get(PromptRoutes.ID).orElseThrow());
        QueryParameters query = event.getLocation().getQueryParameters();
        TemplateDetails template = templates.get(id);
        title = template.name();
        int shown = number(query, "version").orElse(template.number());
        int against = number(query, "against").orElse(Math.max(1, shown - 1));
        show(template, shown, against);
    }

    private static Optional<Integer> number(QueryParameters query, String name) {
        return query.getSingleParameter(name)
                .filter(text -> text.matches("[1-9][0-9]{0,6}"))
                .map(Integer::valueOf);
    }

    @Override
    public String getPageTitle() {
        return title + ", versions · Understudy";
    }

    private void show(TemplateDetails template, int shown, int against) {
        opened = template;
        removeAll();
        news.nothing();
        TemplateVersion version = versions.get(template.id(), shown);
        VersionPanel panel = new VersionPanel(
                versions,
                characters,
                reviewer,
                template,
                version,
                versions.get(template.id(), against),
                PromptPreview.of(templates.analyse(version.draft())),
                comments.panel(CommentableTemplates.of(template.id(), shown)),
                () -> open(template.id(), shown, against));
        VersionTimeline timeline = new VersionTimeline(
                versions, marks.usage(template.id()), template, shown, number -> open(template.id(), number, 0));
        Div columns = Styled.div("versions-page", timeline, panel);
        add(
                TemplateHeaders.of(template, lists.marks(template.id()))
                        .secondary(new Button("Fork this version", event -> acts.fork(template, shown))),
                new TemplateTabs(template, PromptRoutes.versions(template.id())),
                news,
                columns);
    }

    private void lookForNews() {
        TemplateDetails shown = opened;
        news.lookFor(
                shown,
                templates,
                versions,
                () -> false,
                now -> open(now.id(), now.number(), shown == null ? 0 : shown.number()));
    }

    /** @param against 0 for the one before */
    private void open(PromptId id, int shown, int against) {
        String query = "version=" + shown + (against > 0 ? "&against=" + against : "");
        getUI().ifPresent(ui -> ui.navigate(PromptRoutes.versions(id), QueryParameters.fromString(query)));
    }
}
