package io.understudy.datasets.ui;

import io.understudy.datasets.CaptionChange;
import io.understudy.datasets.CaptionEdit;
import java.util.List;
import org.jspecify.annotations.Nullable;

abstract class CaptionEditDialog extends CaptionChangeDialog {
    private final transient DatasetDesk desk;

    CaptionEditDialog(DatasetDesk desk, String title, String verb) {
        super(title, verb);
        this.desk = desk;
    }

    abstract @Nullable CaptionEdit edit();

    @Override
    @Nullable
    List<CaptionChange> changes() {
        CaptionEdit edit = edit();
        return edit == null
                ? null
                : desk.captions().edits().preview(desk.character().id(), edit);
    }

    @Override
    boolean done() {
        CaptionEdit edit = edit();
        return edit != null && desk.apply(edit);
    }
}
