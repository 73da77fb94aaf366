package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.people.Role;
import io.understudy.prompts.templates.FillService;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateService;
import io.understudy.prompts.ui.PromptRoutes;
import io.understudy.shared.Refusal;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.PageHeader;
import io.understudy.shared.ui.Refusals;
import io.understudy.shared.ui.StaleSaveDialog;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

/** The editor of one template, or of a new one. */
@Route(PromptRoutes.EDITOR)
@RolesAllowed(Role.MEMBER_ROLE)
class TemplateView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient TemplateService templates;
    private final transient FillService filling;
    private final transient CharacterService characters;
    private TemplateForm form;
    private transient @Nullable TemplateDetails opened;

    TemplateView(TemplateService templates, FillService filling, CharacterService characters) {
        this.templates = templates;
        this.filling = filling;
        this.characters = characters;
        this.form = new TemplateForm(characters, templates::analyse, draft -> {});
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
        TemplateDraft draft = details == null ? TemplateDraft.empty() : details.draft();
        FillPanel fill = new FillPanel(characters, filling);
        fill.prefer(draft.settings().character(), characters);
        form = new TemplateForm(characters, templates::analyse, fill::show);
        form.show(draft);
        Div columns = new Div(form, fill);
        columns.addClassNames("with-side-panel", "template-page");
        add(header(details), columns);
    }

    private PageHeader header(@Nullable TemplateDetails details) {
        PageHeader header = new PageHeader(details == null ? "New template" : details.name())
                .crumb("Prompts", PromptRoutes.LIBRARY)
                .primary(new Button("Save", event -> form.submit(this::save)));
        if (details != null) {
            header.subtitle("version " + details.number() + " by " + details.changedBy() + ", "
                    + Formats.exact(details.changedAt()));
            header.more(
                    "Fork",
                    () -> Refusals.guard(() -> open(
                            templates.fork(details.id(), details.number(), TemplateHeaders.forkName(details.name())))));
            header.more("Delete…", () -> delete(details));
        }
        return header;
    }

    private void open(TemplateDetails template) {
        UI.getCurrent().navigate(PromptRoutes.editor(template.id()));
    }

    private void save(TemplateDraft draft) {
        TemplateDetails base = opened;
        if (base == null) {
            open(templates.create(draft, ""));
            Notices.done("“" + draft.name() + "” was added");
        } else {
            review(base, draft);
        }
    }

    private void review(TemplateDetails base, TemplateDraft draft) {
        templates.analyse(draft).firstError().ifPresent(problem -> {
            throw Refusal.RuleBroken.in(problem.field(), problem.located());
        });
        if (draft.equals(base.draft())) {
            Notices.done("Nothing has changed since version " + base.number());
            return;
        }
        DraftWords words = words(base.draft(), draft);
        TwoPaneDiff difference = new TwoPaneDiff(
                "Version " + base.number(), words.of(base.draft()), "As you have it now", words.of(draft));
        new SaveDialog(base.number() + 1, difference, message -> save(base, draft, message)).open();
    }

    private DraftWords words(TemplateDraft... drafts) {
        return new DraftWords(characters.byIds(DraftWords.charactersOf(drafts)));
    }

    private void save(TemplateDetails base, TemplateDraft draft, String message) {
        try {
            TemplateDetails saved = templates.save(base.id(), base.rowVersion(), draft, message);
            show(saved);
            Notices.done("Saved as version " + saved.number());
        } catch (Refusal.Conflict stale) {
            TemplateDetails theirs = templates.get(base.id());
            String who = theirs.changedBy() + " saved version " + theirs.number() + " of this template at "
                    + Formats.exact(theirs.changedAt()) + ".";
            DraftWords words = words(base.draft(), draft, theirs.draft());
            new StaleSaveDialog(
                            who,
                            words.compare(base.draft(), draft, theirs.draft()),
                            values -> {
                                TemplateDraft merged = words.merged(values, draft, theirs.draft());
                                opened = theirs;
                                form.show(merged);
                                form.guard(() -> save(theirs, merged, message));
                            },
                            () -> show(theirs))
                    .open();
        }
    }

    private void delete(TemplateDetails details) {
        Refusals.guard(() -> {
            templates.delete(details.id());
            getUI().ifPresent(ui -> ui.navigate(TemplatesView.class));
            Notices.undoable(
                    "“" + details.name() + "” was deleted",
                    () -> Refusals.guard(() -> {
                        templates.undelete(details.id());
                        open(details);
                    }));
        });
    }
}
