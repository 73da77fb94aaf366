package io.understudy.prompts.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.CharacterService;
import io.understudy.people.Role;
import io.understudy.prompts.PromptDetails;
import io.understudy.prompts.PromptDraft;
import io.understudy.prompts.PromptId;
import io.understudy.prompts.PromptService;
import io.understudy.shared.Refusal;
import io.understudy.shared.ui.Formats;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.PageHeader;
import io.understudy.shared.ui.Refusals;
import io.understudy.shared.ui.StaleSaveDialog;
import jakarta.annotation.security.RolesAllowed;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The editor of one template, or of a new one. */
@Route(PromptRoutes.EDITOR)
@RolesAllowed(Role.MEMBER_ROLE)
class PromptView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient PromptService prompts;
    private final transient CharacterService characters;
    private PromptForm form;
    private transient @Nullable PromptDetails opened;

    PromptView(PromptService prompts, CharacterService characters) {
        this.prompts = prompts;
        this.characters = characters;
        this.form = new PromptForm(draft -> {});
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        String id = event.getRouteParameters().get(PromptRoutes.ID).orElseThrow();
        show(id.equals(PromptRoutes.NEW) ? null : prompts.get(parse(id)));
    }

    private static PromptId parse(String id) {
        try {
            return new PromptId(UUID.fromString(id));
        } catch (IllegalArgumentException malformed) {
            throw new Refusal.NotFound("There is no prompt template at this address.");
        }
    }

    @Override
    public String getPageTitle() {
        return (opened == null ? "New template" : opened.draft().name()) + " · Understudy";
    }

    private void show(@Nullable PromptDetails details) {
        opened = details;
        removeAll();
        FillPanel fill = new FillPanel(characters);
        form = new PromptForm(fill::show);
        form.show(details == null ? PromptDraft.empty() : details.draft());
        Div columns = new Div(form, fill);
        columns.addClassName("with-side-panel");
        add(header(details), columns);
    }

    private PageHeader header(@Nullable PromptDetails details) {
        PageHeader header = new PageHeader(
                        details == null ? "New template" : details.draft().name())
                .crumb("Prompts", PromptRoutes.LIBRARY)
                .primary(new Button("Save", event -> form.submit(this::save)));
        if (details != null) {
            header.subtitle("by " + details.createdBy() + ", changed by " + details.changedBy() + ", "
                    + Formats.exact(details.changedAt()));
            header.secondary(new Button(
                    "Make a copy", event -> Refusals.guard(() -> open(prompts.copy(details.id())))));
            header.more("Delete…", () -> delete(details));
        }
        return header;
    }

    private void open(PromptDetails prompt) {
        UI.getCurrent().navigate(PromptRoutes.editor(prompt.id()));
    }

    private void save(PromptDraft draft) {
        PromptDetails base = opened;
        if (base == null) {
            open(prompts.create(draft));
            Notices.done("“" + draft.name() + "” was added");
        } else {
            save(base, base.rowVersion(), draft);
        }
    }

    private void save(PromptDetails base, long rowVersion, PromptDraft draft) {
        try {
            show(prompts.edit(base.id(), rowVersion, draft));
            Notices.done("Saved");
        } catch (Refusal.Conflict stale) {
            PromptDetails theirs = prompts.get(base.id());
            String who = theirs.changedBy() + " saved this template at " + Formats.exact(theirs.changedAt()) + ".";
            new StaleSaveDialog(
                            who,
                            DraftParts.compare(base.draft(), draft, theirs.draft()),
                            values -> {
                                form.show(DraftParts.draft(values));
                                form.submit(chosen -> save(theirs, theirs.rowVersion(), chosen));
                            },
                            () -> show(theirs))
                    .open();
        }
    }

    private void delete(PromptDetails details) {
        Refusals.guard(() -> {
            prompts.delete(details.id());
            getUI().ifPresent(ui -> ui.navigate(PromptsView.class));
            Notices.undoable(
                    "“" + details.draft().name() + "” was deleted",
                    () -> Refusals.guard(() -> {
                        prompts.restore(details.id());
                        open(details);
                    }));
        });
    }
}
