package io.understudy.datasets.ui;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.datasets.captions.text.CaptionAffix;
import io.understudy.datasets.captions.text.CaptionEdit;
import io.understudy.platform.ui.Hint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class AffixDialog extends CaptionEditDialog {
    private final TextField prefix = new TextField("Before");
    private final TextField suffix = new TextField("After");

    AffixDialog(DatasetPageModel model) {
        super(model, "Put words before or after all captions", "Add");
        Map<String, TextField> fields = new LinkedHashMap<>();
        fields.put("prefix", prefix);
        fields.put("suffix", suffix);
        prefix.setAutofocus(true);
        prefix.setPlaceholder("photo of a woman");
        suffix.setPlaceholder("natural light");
        Paragraph rule = new Hint("The trigger word “" + model.character().triggerWord()
                + "” stays in front, and words that a caption has already are not added twice.");
        add(rule, inputs(fields), previewArea());
        preview();
    }

    @Override
    @Nullable
    CaptionEdit edit() {
        return prefix.getValue().isBlank() && suffix.getValue().isBlank()
                ? null
                : new CaptionAffix(prefix.getValue(), suffix.getValue());
    }

    @Override
    String hint() {
        return "Type words, separated by commas; the captions that would change appear here.";
    }
}
