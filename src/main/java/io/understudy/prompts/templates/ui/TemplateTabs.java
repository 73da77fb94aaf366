package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateDetails;

class TemplateTabs extends Nav {
    TemplateTabs(TemplateDetails template, String activePath) {
        addClassName("character-tabs");
        setAriaLabel("About " + template.name());
        tab("Write and fill", PromptRoutes.editor(template.id()), activePath);
        tab("Versions · " + template.number(), PromptRoutes.versions(template.id()), activePath);
        tab("Combinations", PromptRoutes.combinations(template.id()), activePath);
    }

    private void tab(String label, String path, String activePath) {
        Anchor anchor = new Anchor(path, label);
        if (path.equals(activePath)) {
            anchor.getElement().setAttribute("aria-current", "page");
        }
        add(anchor);
    }
}
