package io.understudy.prompts.exchange.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.platform.core.Wording;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.exchange.SourceFile;
import io.understudy.prompts.exchange.ExchangeService;
import io.understudy.prompts.exchange.ImportLine;
import io.understudy.prompts.exchange.ImportPlan;
import io.understudy.prompts.templates.PromptRoutes;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

@Route(PromptRoutes.IMPORT)
@PageTitle("Import prompts · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class TemplateImportView extends Page {
    private static final int SHOWN = 200;
    private static final int BRIEF = 120;

    private final transient ExchangeService exchange;
    private final ImportSources sources = new ImportSources(this::read);
    private final Div report = Styled.div("list-content");

    TemplateImportView(ExchangeService exchange) {
        this.exchange = exchange;
        add(
                new PageHeader("Import prompts")
                        .crumb("Prompts", PromptRoutes.LIBRARY)
                        .subtitle("You see what the file contains before anything is added."),
                sources,
                report);
    }

    void read(String fileName, byte[] bytes) {
        sources.arrived(fileName, bytes);
    }

    private void read(List<SourceFile> files) {
        report.removeAll();
        String names = files.stream().map(SourceFile::name).collect(Collectors.joining(", "));
        ErrorMessages.guard(() -> show(names, exchange.plan(files)));
    }

    private void show(String fileName, ImportPlan plan) {
        Map<ImportLine, Checkbox> choices = new LinkedHashMap<>();
        Div lines = Styled.div("import-lines");
        plan.lines().stream().limit(SHOWN).forEach(line -> lines.add(row(line, choices)));
        // Lines behind the shown ones are taken when they can be; nobody ticks a thousand boxes.
        List<ImportLine> unseen = plan.lines().stream()
                .skip(SHOWN)
                .filter(line -> line.canBeTaken() && !line.known())
                .toList();
        Button take = Buttons.primary("Import", VaadinIcon.DOWNLOAD_ALT.create());
        take.addClickListener(event -> {
            List<ImportLine> chosen = new ArrayList<>();
            choices.forEach((line, box) -> {
                if (box.getValue()) {
                    chosen.add(line);
                }
            });
            chosen.addAll(unseen);
            take(plan, chosen, fileName);
        });
        long refused = plan.lines().stream().filter(line -> !line.canBeTaken()).count();
        Paragraph found = new Paragraph(plan.format().label() + ": "
                + Formats.plural(plan.lines().size(), "template", "templates")
                + (refused == 0 ? "" : ", of which " + refused + " cannot be imported")
                + (plan.snippets().isEmpty()
                        ? ""
                        : ", and " + Formats.plural(plan.snippets().size(), "new snippet", "new snippets"))
                + (unseen.isEmpty() ? "." : "; the first " + SHOWN + " are shown."));
        found.getElement().setAttribute("role", "status");
        report.add(new Panel(fileName, found, snippets(plan.snippets()), losses(plan.losses()), lines, take));
    }

    private static Div row(ImportLine line, Map<ImportLine, Checkbox> choices) {
        Checkbox box = new Checkbox(
                line.draft().name().isBlank() ? "(no name)" : line.draft().name());
        box.setEnabled(line.canBeTaken());
        box.setValue(line.canBeTaken() && !line.known());
        choices.put(line, box);
        Div head = Styled.div("actions", box);
        if (line.known()) {
            head.add(new StateBadge(
                    "a template with this name exists; importing adds another", BadgeTone.WARN, VaadinIcon.WARNING));
        }
        Div row = Styled.div(
                "import-line",
                head,
                Styled.span("secondary-text one-line", line.draft().text()));
        String problem = line.problem();
        if (problem != null) {
            StateBadge badge = new StateBadge("cannot be imported", BadgeTone.BAD, VaadinIcon.CLOSE_CIRCLE);
            head.add(badge);
            row.add(new Paragraph(problem));
        }
        row.add(losses(line.losses()));
        return row;
    }

    private static UnorderedList losses(List<String> words) {
        UnorderedList list = new UnorderedList();
        list.addClassNames("secondary-text", "prompt-remarks");
        words.forEach(one -> list.add(new ListItem(one)));
        return list;
    }

    private static UnorderedList snippets(Map<String, String> fresh) {
        UnorderedList list = new UnorderedList();
        list.addClassName("secondary-text");
        new TreeMap<>(fresh)
                .forEach((name, words) -> list.add(new ListItem("{@" + name + "}: " + Wording.cut(words, BRIEF))));
        return list;
    }

    private void take(ImportPlan plan, List<ImportLine> chosen, String fileName) {
        if (chosen.isEmpty() && plan.snippets().isEmpty()) {
            Notifications.refused("Select the templates that you want to import.");
            return;
        }
        ErrorMessages.guard(() -> {
            int added = exchange.take(plan, chosen, fileName);
            sources.imported();
            Notifications.done(
                    added == 0
                            ? Formats.plural(plan.snippets().size(), "snippet was", "snippets were") + " added"
                            : Formats.plural(added, "template was", "templates were") + " added");
            getUI().ifPresent(ui -> ui.navigate(added == 0 ? PromptRoutes.SNIPPETS : PromptRoutes.LIBRARY));
        });
    }
}
