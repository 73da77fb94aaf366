package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.live.ActSignals;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.prompts.playground.ExampleService;
import io.understudy.prompts.playground.ui.TemplateExamples;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateMetadata;
import io.understudy.prompts.templates.library.TemplateListService;
import io.understudy.prompts.templates.library.TemplateMetadataService;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.prompts.templates.library.TemplateVersionService;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

@Route(PromptRoutes.EDITOR)
@RolesAllowed(Role.MEMBER_ROLE)
class TemplateView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient TemplateService templates;
    private final transient TemplateVersionService versions;
    private final transient TemplateListService lists;
    private final transient TemplateMetadataService marks;
    private final transient ExampleService examples;
    private final transient TemplateActions acts;
    private final TemplateEditor editor;
    private final TemplateChangeNotice news = new TemplateChangeNotice();
    private transient @Nullable TemplateDetails opened;

    TemplateView(
            TemplateService templates,
            TemplateVersionService versions,
            TemplateListService lists,
            TemplateMetadataService marks,
            ActSignals signals,
            ExampleService examples,
            TemplateActions acts,
            TemplateEditor editor) {
        this.templates = templates;
        this.versions = versions;
        this.lists = lists;
        this.marks = marks;
        this.examples = examples;
        this.acts = acts;
        this.editor = editor;
        LiveUpdate.refresh(this, signals.of("prompt"), this::lookForNews);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String id = event.getRouteParameters().get(PromptRoutes.ID).orElseThrow();
        show(id.equals(PromptRoutes.NEW) ? null : templates.get(TemplateHeaders.parse(id)));
    }

    @Override
    public String getPageTitle() {
        return (opened == null ? "New template" : opened.name()) + " · Understudy";
    }

    private void show(@Nullable TemplateDetails details) {
        opened = details;
        removeAll();
        editor.show(details, this::saved);
        news.nothing();
        if (details == null) {
            add(
                    new PageHeader("New template")
                            .crumb("Prompts", PromptRoutes.LIBRARY)
                            .primary(saveButton()),
                    news,
                    editor);
        } else {
            add(
                    header(details),
                    new TemplateTabs(details, PromptRoutes.editor(details.id())),
                    news,
                    editor,
                    new TemplateExamples(examples, details.id()));
        }
    }

    private PageHeader header(TemplateDetails details) {
        TemplateMetadata known = lists.marks(details.id());
        PageHeader header = TemplateHeaders.of(details, known)
                .primary(saveButton())
                .subtitle(
                        new Text("version " + details.number() + " by " + details.changedBy() + ", "),
                        new RelativeTime(details.changedAt()))
                .secondary(new FavouriteAndTags(details, known, marks, lists));
        header.more("Fork", () -> acts.fork(details, details.number()));
        header.more(
                "Delete…",
                () -> acts.delete(
                        details, () -> Navigation.open(PromptRoutes.LIBRARY), () -> TemplateActions.open(details)));
        return header;
    }

    private Button saveButton() {
        return new Button("Save", event -> editor.save());
    }

    /** What others save does not touch what is on the screen; it is said, and shown when asked for. */
    private void lookForNews() {
        TemplateDetails shown = opened;
        news.lookFor(shown, templates, versions, () -> shown != null && editor.differsFrom(shown.draft()), this::show);
    }

    private void saved(TemplateDetails details) {
        if (opened == null) {
            TemplateActions.open(details);
        } else {
            show(details);
        }
    }
}
