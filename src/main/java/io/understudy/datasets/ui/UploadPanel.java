package io.understudy.datasets.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.understudy.datasets.IntakeReport;
import io.understudy.datasets.RejectedFile;
import io.understudy.shared.ui.Formats;
import java.util.List;

/** What is coming in, what came in, and which files were turned away and why; stays until it is dismissed. */
class UploadPanel extends Composite<Div> {
    private static final int MOST_SHOWN = 200;

    /** Progress per file and in total, drawn in the browser, which knows both. */
    @Tag("upload-progress")
    static class Progress extends HtmlContainer {
        @Override
        protected void onAttach(AttachEvent attachEvent) {
            attachEvent.getUI().getPage().addJsModule("context://studio/upload-progress.js");
        }
    }

    private final Span checking = new Span();
    private final Span summary = new Span();
    private final UnorderedList refused = new UnorderedList();
    private final UnorderedList notes = new UnorderedList();
    private final H2 refusedTitle = new H2();
    private final Div result = new Div();
    private int added;
    private int excluded;
    private int rejected;

    UploadPanel() {
        checking.addClassName("secondary-text");
        checking.setVisible(false);
        refused.addClassName("refused-files");
        notes.addClassName("refused-files");
        Button dismiss = new Button("Dismiss", event -> dismiss());
        dismiss.addThemeVariants(ButtonVariant.TERTIARY);
        Div line = new Div(summary, dismiss);
        line.addClassName("title-row");
        result.add(line, refusedTitle, refused, notes);
        result.addClassName("panel");
        result.getElement().setAttribute("role", "status");
        result.setVisible(false);
        getContent().addClassName("upload-panel");
        getContent().add(new Progress(), checking, result);
    }

    void checking(String name, int done, int total) {
        checking.setText(done < total ? name + ": checking picture " + done + " of " + total : "");
        checking.setVisible(done < total);
    }

    void received(IntakeReport report) {
        added += report.added().size();
        excluded += report.excluded();
        report.notes().stream().map(ListItem::new).forEach(item -> add(notes, item));
        rejected(report.rejected());
    }

    void rejected(List<RejectedFile> files) {
        rejected += files.size();
        for (RejectedFile file : files) {
            Span name = new Span(file.name());
            name.addClassName("file-name");
            add(refused, new ListItem(name, new Span(": " + file.reason() + ".")));
        }
        show();
    }

    private void show() {
        String words = Formats.plural(added, "picture", "pictures") + " added";
        summary.setText(excluded == 0 ? words : words + ", " + excluded + " of them left out: below 1024 px");
        refusedTitle.setText(Formats.plural(rejected, "file", "files") + " not added"
                + (rejected > MOST_SHOWN ? ", the first " + MOST_SHOWN + ":" : ":"));
        refusedTitle.setVisible(rejected > 0);
        refused.setVisible(rejected > 0);
        notes.setVisible(notes.getComponentCount() > 0);
        result.setVisible(true);
    }

    private void dismiss() {
        added = 0;
        excluded = 0;
        rejected = 0;
        refused.removeAll();
        notes.removeAll();
        result.setVisible(false);
    }

    private static void add(UnorderedList list, Component item) {
        if (list.getComponentCount() < MOST_SHOWN) {
            list.add(item);
        }
    }
}
