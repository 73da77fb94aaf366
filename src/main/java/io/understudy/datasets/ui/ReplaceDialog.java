package io.understudy.datasets.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.datasets.captions.text.CaptionEdit;
import io.understudy.datasets.captions.text.CaptionReplacement;
import io.understudy.platform.ui.Styled;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class ReplaceDialog extends CaptionEditDialog {
    private final TextField find = new TextField("Find");
    private final TextField replace = new TextField("Replace with");
    private final Checkbox matchCase = new Checkbox("Match upper and lower case");
    private final Checkbox regex = new Checkbox("Regular expression");

    ReplaceDialog(DatasetPageModel model) {
        super(model, "Find and replace in all captions", "Replace");
        Map<String, TextField> fields = new LinkedHashMap<>();
        fields.put("find", find);
        fields.put("replace", replace);
        find.setAutofocus(true);
        matchCase.addValueChangeListener(event -> preview());
        regex.addValueChangeListener(event -> {
            replace.setHelperText(event.getValue() ? "$1 is what the first group found, $0 the whole match" : "");
            preview();
        });
        add(inputs(fields), Styled.div("actions", matchCase, regex), previewArea());
        preview();
    }

    @Override
    @Nullable
    CaptionEdit edit() {
        return find.isEmpty()
                ? null
                : new CaptionReplacement(find.getValue(), replace.getValue(), matchCase.getValue(), regex.getValue());
    }

    @Override
    String hint() {
        return "Type what to look for; the captions that would change appear here.";
    }
}
