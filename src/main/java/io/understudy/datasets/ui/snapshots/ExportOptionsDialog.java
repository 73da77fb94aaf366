package io.understudy.datasets.ui.snapshots;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.snapshots.EpochCount;
import io.understudy.datasets.snapshots.export.ExportLayout;
import io.understudy.datasets.snapshots.export.ExportOptions;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Styled;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What the files of a trainer are to say; the link below follows each choice. */
class ExportOptionsDialog extends FormDialog {
    private final transient SnapshotId snapshot;
    private final Select<ExportLayout> layout = new Select<>();
    private final IntegerField repeats = new IntegerField("Repeats");
    private final IntegerField dropout = new IntegerField("Caption dropout, in percent");
    private final CheckboxGroup<Integer> resolutions = new CheckboxGroup<>("Resolutions in px");
    private final Select<ExportOptions.Optimizer> optimizer = new Select<>();
    private final Select<ExportOptions.Scheduler> scheduler = new Select<>();
    private final Anchor download = new Anchor("", "Download");

    ExportOptionsDialog(SnapshotId snapshot, EpochCount epoch) {
        super("Export for a trainer", "34rem");
        this.snapshot = snapshot;
        layout.setLabel("Trainer");
        layout.setItems(Arrays.stream(ExportLayout.values())
                .filter(ExportLayout::hasOptions)
                .toList());
        layout.setItemLabelGenerator(ExportLayout::label);
        layout.setValue(ExportLayout.KOHYA);
        number(repeats, 1, ExportOptions.MOST_REPEATS);
        repeats.clear();
        repeats.setPlaceholder("As each picture has it");
        repeats.setHelperText("Now an epoch shows " + epoch.words() + ". A number here counts for every picture.");
        number(dropout, 0, 100);
        dropout.setHelperText("How often a picture is shown without its caption; ai-toolkit's example has 5");
        resolutions.setItems(ExportOptions.RESOLUTIONS);
        resolutions.setValue(Set.copyOf(ExportOptions.USUAL.resolutions()));
        optimizer.setLabel("Optimizer");
        optimizer.setEmptySelectionAllowed(true);
        optimizer.setEmptySelectionCaption("As the trainer has it");
        optimizer.setItems(ExportOptions.Optimizer.values());
        optimizer.setItemLabelGenerator(one -> one == null ? "As the trainer has it" : one.label());
        scheduler.setLabel("Learning rate schedule");
        scheduler.setEmptySelectionAllowed(true);
        scheduler.setEmptySelectionCaption("As the trainer has it");
        scheduler.setItems(ExportOptions.Scheduler.values());
        scheduler.setItemLabelGenerator(one -> one == null ? "As the trainer has it" : one.label());
        layout.addValueChangeListener(event -> link());
        repeats.addValueChangeListener(event -> link());
        dropout.addValueChangeListener(event -> link());
        resolutions.addValueChangeListener(event -> link());
        optimizer.addValueChangeListener(event -> link());
        scheduler.addValueChangeListener(event -> link());
        download.setRouterIgnore(true);
        download.getElement().setAttribute("download", true);
        download.addClassName("download-link");
        add(Styled.div("dialog-form", layout, repeats, dropout, resolutions, optimizer, scheduler));
        getFooter().add(new Button("Close", event -> close()), download);
        link();
    }

    private static void number(IntegerField field, int least, int most) {
        field.setMin(least);
        field.setMax(most);
        field.setValue(least);
        field.setStepButtonsVisible(true);
    }

    private void link() {
        try {
            Integer many = repeats.getValue();
            Integer percent = dropout.getValue();
            ExportOptions options = new ExportOptions(
                    many,
                    percent == null ? 0 : percent,
                    List.copyOf(resolutions.getValue()),
                    optimizer.getValue(),
                    scheduler.getValue());
            resolutions.setInvalid(false);
            download.setHref(DatasetRoutes.export(snapshot, layout.getValue()) + "?" + options.query());
            download.setEnabled(true);
        } catch (DomainException.RuleViolation broken) {
            resolutions.setErrorMessage(broken.words());
            resolutions.setInvalid("resolutions".equals(broken.field()));
            download.setEnabled(false);
        }
    }
}
