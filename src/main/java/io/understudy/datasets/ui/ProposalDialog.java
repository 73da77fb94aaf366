package io.understudy.datasets.ui;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.understudy.datasets.captions.CaptionChange;
import io.understudy.datasets.captions.ProposalScope;
import io.understudy.platform.ui.Hint;
import java.util.List;

class ProposalDialog extends CaptionChangeDialog {
    private final transient DatasetPageModel model;
    private final RadioButtonGroup<ProposalScope> scope = new RadioButtonGroup<>("Write to");

    ProposalDialog(DatasetPageModel model) {
        super(model, "Propose captions from what was measured", "Write");
        this.model = model;
        scope.setItems(ProposalScope.values());
        scope.setItemLabelGenerator(ProposalScope::label);
        scope.setValue(ProposalScope.EMPTY);
        scope.addValueChangeListener(event -> preview());
        Paragraph how = new Hint("The trigger word, then shot type, angle of the face and light, as far as they are"
                + " measured on each picture. Clothes and places are for you to add.");
        add(how, scope, previewArea());
        preview();
    }

    @Override
    List<CaptionChange> changes() {
        return model.captions().preview(model, scope.getValue());
    }

    @Override
    boolean done() {
        return model.captions().apply(model, scope.getValue());
    }

    @Override
    String hint() {
        return "";
    }
}
