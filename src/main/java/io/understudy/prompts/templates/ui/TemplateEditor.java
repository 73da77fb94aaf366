package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.html.Div;
import io.understudy.characters.CharacterService;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.TwoColumns;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.UnsavedDraft;
import io.understudy.prompts.templates.filling.FillService;
import io.understudy.prompts.templates.library.TemplateMetadataService;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.prompts.templates.library.TemplateVersionService;
import io.understudy.prompts.templates.library.UnsavedDraftService;
import io.understudy.versions.VersionSignals;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/** A template while it is written, next to what it gives for a character; what was typed and not saved is kept. */
@Component
@Scope(BeanDefinition.SCOPE_PROTOTYPE)
class TemplateEditor extends Div {
    private final transient TemplateService templates;
    private final transient TemplateVersionService versions;
    private final transient TemplateMetadataService marks;
    private final transient UnsavedDraftService unsaved;
    private final transient FillService filling;
    private final transient CharacterService characters;
    private final transient StackableLoraService loras;
    private final transient StackService stacks;
    private final transient VersionSignals versionSignals;
    private transient @Nullable TemplateForm form;
    private transient @Nullable TemplateSaveFlow saving;

    TemplateEditor(
            TemplateService templates,
            TemplateVersionService versions,
            TemplateMetadataService marks,
            UnsavedDraftService unsaved,
            FillService filling,
            CharacterService characters,
            StackableLoraService loras,
            StackService stacks,
            VersionSignals versionSignals) {
        this.templates = templates;
        this.versions = versions;
        this.marks = marks;
        this.unsaved = unsaved;
        this.filling = filling;
        this.characters = characters;
        this.loras = loras;
        this.stacks = stacks;
        this.versionSignals = versionSignals;
        addClassName("list-content");
    }

    /** @param details null for a new template */
    void show(@Nullable TemplateDetails details, Consumer<TemplateDetails> saved) {
        PromptId id = details == null ? null : details.id();
        int number = details == null ? 0 : details.number();
        TemplateDraft stored = details == null ? TemplateDraft.empty() : details.draft();
        UnsavedDraft kept =
                unsaved.find(id).filter(typed -> !typed.draft().equals(stored)).orElse(null);
        String key = id == null ? "new" : id.value().toString();
        FillPanel fill = new FillPanel("template-fill/" + key, characters, filling, versionSignals);
        fill.recordUses(details, marks);
        fill.prefer(stored.settings().character(), characters);
        DraftKeeper browser = new DraftKeeper("template/" + key);
        DraftAutosave autosave =
                new DraftAutosave(unsaved, browser, details, kept == null ? number : kept.baseNumber());
        TemplateForm writing =
                new TemplateForm(templates::analyse, new SettingsEditor(characters, loras, stacks), draft -> {
                    fill.show(draft);
                    autosave.typed(draft);
                });
        form = writing;
        browser.add(writing);
        writing.show(kept == null ? stored : kept.draft());
        autosave.begin(stored);
        saving = new TemplateSaveFlow(templates, versions, characters, writing, details, autosave, saved);
        removeAll();
        if (kept != null) {
            add(new RestoredDraftNotice(kept, number, () -> {
                autosave.done();
                show(details, saved);
            }));
        }
        TwoColumns columns = new TwoColumns(browser, fill);
        columns.addClassName("template-page");
        add(columns);
    }

    boolean differsFrom(TemplateDraft draft) {
        return form != null && !form.current().equals(draft);
    }

    void save() {
        if (saving != null) {
            saving.save();
        }
    }
}
