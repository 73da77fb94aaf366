package io.understudy.training.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import io.understudy.training.RunRoutes;
import io.understudy.training.lists.RunViewService;
import io.understudy.training.lists.SavedRunView;
import java.util.List;
import java.util.function.Supplier;

class SavedViewsMenu extends Div {
    private final transient RunViewService views;
    private final transient Supplier<String> query;
    private final Popover popover = new Popover();

    SavedViewsMenu(RunViewService views, Supplier<String> query) {
        this.views = views;
        this.query = query;
        Button button = new Button("Views", VaadinIcon.BOOKMARK_O.create());
        popover.setTarget(button);
        popover.setModal(true);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setAriaLabel("Saved views");
        popover.addOpenedChangeListener(event -> {
            if (event.isOpened()) {
                fill();
            }
        });
        add(button, popover);
    }

    private void fill() {
        popover.removeAll();
        List<SavedRunView> all = views.all();
        Div lines = Styled.div("saved-views");
        if (all.isEmpty()) {
            lines.add(Hint.inline("A view keeps filter, order and columns under a name."));
        }
        all.stream().map(this::line).forEach(lines::add);
        lines.add(new Button("Save this view…", VaadinIcon.PLUS.create(), event -> {
            popover.close();
            save();
        }));
        popover.add(lines);
    }

    private Div line(SavedRunView view) {
        Anchor link =
                new Anchor(view.query().isEmpty() ? RunRoutes.LIST : RunRoutes.LIST + "?" + view.query(), view.name());
        Div line = Styled.div("saved-view", link);
        Span owner = Hint.inline(view.mine() ? view.shared() ? "shared" : "" : "by " + view.ownerName());
        line.add(owner);
        if (view.mine()) {
            Button delete = new Button(
                    VaadinIcon.TRASH.create(),
                    event -> ErrorMessages.guard(() -> {
                        views.delete(view.id());
                        Notifications.undoable(
                                "View “" + view.name() + "” is deleted",
                                () -> ErrorMessages.guard(() -> views.save(view.name(), view.query(), view.shared())));
                        fill();
                    }));
            delete.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            delete.setAriaLabel("Delete view " + view.name());
            line.add(delete);
        }
        return line;
    }

    private void save() {
        TextField name = new TextField("Name");
        name.setMaxLength(60);
        name.setRequiredIndicatorVisible(true);
        name.setWidthFull();
        name.focus();
        Checkbox shared = new Checkbox("Show it to the whole team");
        DraftKeeper draft = new DraftKeeper("run-view", name, shared);
        FormDialog dialog = new FormDialog("Save this view", "28rem");
        Button save = dialog.confirm("Save view", event -> {
            if (ErrorMessages.guard(name, () -> views.save(name.getValue(), query.get(), shared.getValue()))) {
                draft.saved();
                dialog.close();
                Notifications.done("View “" + name.getValue().strip() + "” is saved");
            }
        });
        dialog.add(Styled.div("dialog-form", draft));
        dialog.open();
    }
}
