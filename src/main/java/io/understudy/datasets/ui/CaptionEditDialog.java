package io.understudy.datasets.ui;

import io.understudy.datasets.captions.CaptionChange;
import io.understudy.datasets.captions.text.CaptionEdit;
import java.util.List;
import org.jspecify.annotations.Nullable;

abstract class CaptionEditDialog extends CaptionChangeDialog {
    private final transient DatasetPageModel model;

    CaptionEditDialog(DatasetPageModel model, String title, String verb) {
        super(model, title, verb);
        this.model = model;
    }

    abstract @Nullable CaptionEdit edit();

    @Override
    @Nullable
    List<CaptionChange> changes() {
        CaptionEdit edit = edit();
        return edit == null ? null : model.captions().preview(model, edit);
    }

    @Override
    boolean done() {
        CaptionEdit edit = edit();
        return edit != null && model.captions().apply(model, edit);
    }
}
