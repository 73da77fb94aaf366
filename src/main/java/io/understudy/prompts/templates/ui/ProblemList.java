package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.prompting.language.TemplateProblem;
import io.understudy.prompting.language.TemplateSource;
import java.util.List;
import java.util.Locale;

class ProblemList extends UnorderedList {
    ProblemList() {
        addClassName("problem-list");
        getElement().setAttribute("aria-live", "polite");
        getElement().setAttribute("aria-label", "Findings");
    }

    void show(List<TemplateProblem> problems) {
        removeAll();
        setVisible(!problems.isEmpty());
        problems.forEach(problem -> add(item(problem)));
    }

    private static ListItem item(TemplateProblem problem) {
        Icon icon = icon(problem.severity()).create();
        icon.getElement().setAttribute("aria-label", problem.severity().name().toLowerCase(Locale.ROOT));
        String field = problem.field().equals(TemplateSource.TEXT) ? "" : "[" + problem.field() + "] ";
        ListItem item = new ListItem(icon, new Span(field + problem.located()));
        item.addClassName("problem-" + problem.severity().name().toLowerCase(Locale.ROOT));
        return item;
    }

    private static VaadinIcon icon(TemplateProblem.Severity severity) {
        return switch (severity) {
            case ERROR -> VaadinIcon.CLOSE_CIRCLE;
            case WARNING -> VaadinIcon.WARNING;
            case NOTE -> VaadinIcon.INFO_CIRCLE;
        };
    }
}
