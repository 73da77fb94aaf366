package io.understudy.datasets.ui;

import com.vaadin.flow.component.textfield.TextField;
import io.understudy.datasets.captions.text.CaptionEdit;
import io.understudy.datasets.captions.text.CaptionTagEdit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class RenameTagDialog extends CaptionEditDialog {
    private final String tag;
    private final TextField replacement = new TextField("New name");

    RenameTagDialog(DatasetPageModel model, String tag) {
        super(model, "Rename or remove “" + tag + "”", "Rename");
        this.tag = tag;
        replacement.setHelperText("Leave it empty to remove the tag.");
        replacement.setValue(tag);
        replacement.setAutofocus(true);
        add(inputs(Map.of("tag", replacement)), previewArea());
        preview();
    }

    @Override
    @Nullable
    CaptionEdit edit() {
        return replacement.getValue().equals(tag) ? null : new CaptionTagEdit(tag, replacement.getValue());
    }

    @Override
    String action(String captions) {
        return replacement.getValue().isBlank() ? "Remove from " + captions : super.action(captions);
    }

    @Override
    String hint() {
        return "Type the new name; the captions that would change appear here.";
    }
}
