package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.IntegerField;
import io.understudy.characters.CharacterService;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateVersion;
import io.understudy.prompts.templates.library.TemplateVersionService;

class VersionPanel extends Panel {
    private final transient TemplateVersionService versions;
    private final transient CharacterService characters;
    private final boolean reviewer;
    private final transient TemplateDetails template;
    private final transient TemplateVersion version;
    private final transient Runnable refresh;

    VersionPanel(
            TemplateVersionService versions,
            CharacterService characters,
            boolean reviewer,
            TemplateDetails template,
            TemplateVersion version,
            TemplateVersion against,
            PromptPreview preview,
            Component comments,
            Runnable refresh) {
        this.versions = versions;
        this.characters = characters;
        this.reviewer = reviewer;
        this.template = template;
        this.version = version;
        this.refresh = refresh;
        Paragraph by = new Hint(new Text("Saved by " + version.savedBy() + ", "), new RelativeTime(version.savedAt()));
        Div head = Styled.div("title-row", new H2("Version " + version.number() + ": " + version.message()), actions());
        add(head, by, preview);
        addComparison(against);
        add(new H2("Comments"), comments);
    }

    private Div actions() {
        Div actions = Styled.div("actions");
        if (version.number() != template.number()) {
            actions.add(new Button("Restore", VaadinIcon.ROTATE_LEFT.create(), event -> restore()));
        }
        actions.add(new Button(
                "Labels…",
                VaadinIcon.TAGS.create(),
                event -> new LabelDialog(versions, template, version.number(), reviewer, refresh).open()));
        return actions;
    }

    private void restore() {
        ErrorMessages.guard(() -> {
            TemplateDetails restored = versions.restore(template.id(), template.rowVersion(), version.number());
            Notifications.done("Version " + version.number() + " is version " + restored.number() + " now");
            getUI().ifPresent(ui -> ui.navigate(PromptRoutes.versions(template.id())));
        });
    }

    private void addComparison(TemplateVersion against) {
        if (template.number() == 1) {
            add(new Hint("This is the first version; the next save is compared with it."));
            return;
        }
        IntegerField other = new IntegerField("Compare with version");
        other.setMin(1);
        other.setMax(template.number());
        other.setStepButtonsVisible(true);
        other.setValue(against.number());
        Div comparison = new Div(difference(against));
        other.addValueChangeListener(event -> {
            Integer number = event.getValue();
            if (number != null && number >= 1 && number <= template.number()) {
                TemplateVersion chosen = versions.get(template.id(), number);
                comparison.removeAll();
                comparison.add(difference(chosen));
                Navigation.remember(
                        PromptRoutes.versions(template.id()) + "?version=" + version.number() + "&against=" + number);
            }
        });
        add(other, comparison);
    }

    private TwoPaneDiff difference(TemplateVersion against) {
        DraftText words = new DraftText(characters.byIds(DraftText.charactersOf(against.draft(), version.draft())));
        return new TwoPaneDiff(
                "Version " + against.number() + ": " + against.message(),
                words.of(against.draft()),
                "Version " + version.number() + ": " + version.message(),
                words.of(version.draft()));
    }
}
