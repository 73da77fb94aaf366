package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.TwoColumns;
import io.understudy.prompts.playground.ExampleService;
import io.understudy.prompts.playground.ui.TemplateExamples;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.UnsavedDraft;
import io.understudy.prompts.templates.filling.FillService;
import io.understudy.prompts.templates.library.TemplateListService;
import io.understudy.prompts.templates.library.UnsavedDraftService;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

@Route(PromptRoutes.EDITOR)
@RolesAllowed(Role.MEMBER_ROLE)
class TemplateView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient TemplatePageContext context;
    private final transient FillService filling;
    private final transient TemplateListService lists;
    private final transient UnsavedDraftService unsaved;
    private final transient ExampleService examples;
    private final TemplateChangeNotice news = new TemplateChangeNotice();
    private transient @Nullable TemplateDetails opened;
    private transient @Nullable TemplateForm form;

    TemplateView(
            TemplatePageContext context,
            FillService filling,
            TemplateListService lists,
            UnsavedDraftService unsaved,
            ExampleService examples) {
        this.context = context;
        this.filling = filling;
        this.lists = lists;
        this.unsaved = unsaved;
        this.examples = examples;
        LiveUpdate.refresh(this, context.signals().changes(), this::lookForNews);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String id = event.getRouteParameters().get(PromptRoutes.ID).orElseThrow();
        show(id.equals(PromptRoutes.NEW) ? null : context.templates().get(TemplateHeaders.parse(id)));
    }

    @Override
    public String getPageTitle() {
        return (opened == null ? "New template" : opened.name()) + " · Understudy";
    }

    private void show(@Nullable TemplateDetails details) {
        opened = details;
        removeAll();
        TemplateDraft saved = details == null ? TemplateDraft.empty() : details.draft();
        UnsavedDraft kept = unsaved.find(id(details))
                .filter(typed -> !typed.draft().equals(saved))
                .orElse(null);
        FillPanel fill = new FillPanel(context.characters(), filling);
        fill.recordUses(details, context.marks());
        fill.prefer(saved.settings().character(), context.characters());
        DraftAutosave draftAutosave =
                new DraftAutosave(unsaved, details, kept == null ? number(details) : kept.baseNumber());
        TemplateForm writing = new TemplateForm(context, draft -> {
            fill.show(draft);
            draftAutosave.typed(draft);
        });
        form = writing;
        writing.show(kept == null ? saved : kept.draft());
        draftAutosave.begin(saved);
        TemplateSaveFlow templateSaveFlow = new TemplateSaveFlow(context, writing, details, draftAutosave, this::saved);
        Div columns = new TwoColumns(writing, fill);
        columns.addClassName("template-page");
        add(header(details, templateSaveFlow));
        if (details != null) {
            add(new TemplateTabs(details, PromptRoutes.editor(details.id())));
        }
        news.nothing();
        add(news);
        if (kept != null) {
            add(new RestoredDraftNotice(kept, number(details), () -> discard(details)));
        }
        add(columns);
        if (details != null) {
            add(new TemplateExamples(examples, details.id()));
        }
    }

    /** What others save does not touch what is on the screen; it is said, and shown when asked for. */
    private void lookForNews() {
        TemplateDetails shown = opened;
        TemplateForm writing = form;
        if (shown == null || writing == null) {
            return;
        }
        try {
            TemplateDetails now = context.templates().get(shown.id());
            if (now.number() > shown.number()) {
                boolean typed = !writing.current().equals(shown.draft());
                news.saved(now, context.versions().get(now.id(), now.number()), shown.number(), typed, () -> show(now));
            } else {
                news.nothing();
            }
        } catch (DomainException.NotFound gone) {
            news.deleted(shown.name());
        }
    }

    private static @Nullable PromptId id(@Nullable TemplateDetails details) {
        return details == null ? null : details.id();
    }

    private static int number(@Nullable TemplateDetails details) {
        return details == null ? 0 : details.number();
    }

    private void discard(@Nullable TemplateDetails details) {
        unsaved.discard(id(details));
        show(details);
    }

    private PageHeader header(@Nullable TemplateDetails details, TemplateSaveFlow templateSaveFlow) {
        PageHeader header = details == null
                ? new PageHeader("New template").crumb("Prompts", PromptRoutes.LIBRARY)
                : TemplateHeaders.of(details, lists.marks(details.id()));
        header.primary(new Button("Save", event -> templateSaveFlow.save()));
        if (details != null) {
            header.subtitle("version " + details.number() + " by " + details.changedBy() + ", "
                    + Formats.exact(details.changedAt()));
            header.secondary(new FavouriteAndTags(details, lists.marks(details.id()), context.marks(), lists));
            header.more(
                    "Fork",
                    () -> ErrorMessages.guard(() -> open(context.templates()
                            .fork(details.id(), details.number(), TemplateHeaders.forkName(details.name())))));
            header.more("Delete…", () -> delete(details));
        }
        return header;
    }

    private void open(TemplateDetails template) {
        UI.getCurrent().navigate(PromptRoutes.editor(template.id()));
    }

    private void saved(TemplateDetails details) {
        if (opened == null) {
            open(details);
        } else {
            show(details);
        }
    }

    private void delete(TemplateDetails details) {
        ErrorMessages.guard(() -> {
            context.templates().delete(details.id());
            getUI().ifPresent(ui -> ui.navigate(TemplatesView.class));
            Notifications.undoable(
                    "“" + details.name() + "” was deleted",
                    () -> ErrorMessages.guard(() -> {
                        context.templates().undelete(details.id());
                        open(details);
                    }));
        });
    }
}
