package io.understudy.prompts.templates.ui;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.templates.snippets.Snippet;
import io.understudy.prompts.templates.snippets.SnippetService;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a new snippet, or changes the words of one. */
class SnippetDialog extends FormDialog {
    private final transient SnippetService snippets;
    private final transient @Nullable Snippet snippet;
    private final TextField name = new TextField("Name");
    private final TextArea text = new TextArea("Words");

    /** @param snippet null for a new one */
    SnippetDialog(SnippetService snippets, @Nullable Snippet snippet, Runnable saved) {
        super(snippet == null ? "New snippet" : snippet.token(), "40rem");
        this.snippets = snippets;
        this.snippet = snippet;
        name.setHelperText("Letters, digits, - and _, such as rim-light");
        name.setMaxLength(40);
        name.setRequiredIndicatorVisible(true);
        name.setWidthFull();
        name.setVisible(snippet == null);
        text.setHelperText("May hold {variables}, {one|or|another} and other {@snippets}, but no [slots]");
        text.setMaxLength(Snippet.MAX_TEXT);
        text.setRequiredIndicatorVisible(true);
        text.setWidthFull();
        text.setValue(snippet == null ? "" : snippet.text());
        name.setAutofocus(snippet == null);
        text.setAutofocus(snippet != null);
        DraftKeeper draft = new DraftKeeper("snippet/" + (snippet == null ? "new" : snippet.id()), name, text);
        add(Styled.div("dialog-form", draft));
        if (snippet != null && snippet.usedBy() > 0) {
            add(new Paragraph("The change reaches " + Formats.plural(snippet.usedBy(), "template", "templates")
                    + ", older versions of them too."));
        }
        confirm("Save snippet", event -> {
            if (save()) {
                draft.saved();
                close();
                saved.run();
            }
        });
    }

    private boolean save() {
        name.setInvalid(false);
        text.setInvalid(false);
        Map<String, HasValue<?, ?>> inputs = Map.of("name", name, "text", text);
        return ErrorMessages.guard(property -> Optional.ofNullable(inputs.get(property)), () -> {
            if (snippet == null) {
                snippets.create(name.getValue(), text.getValue());
            } else {
                snippets.edit(snippet.id(), snippet.rowVersion(), text.getValue());
            }
        });
    }
}
