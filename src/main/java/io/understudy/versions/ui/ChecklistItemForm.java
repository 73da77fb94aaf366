package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.Role;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.VerdictRule;
import io.understudy.versions.checklist.evidence.Evidence;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

class ChecklistItemForm extends Panel {
    private final String key;
    private final Span number = new Span();
    private final Button up;
    private final Button down;
    private final TextField title = new TextField("Requirement");
    private final TextArea hint = new TextArea("How to check");
    private final IntegerField pictures = new IntegerField("Pictures required");
    private final CheckboxGroup<Evidence.Kind> accepts = new CheckboxGroup<>("Accepted evidence");
    private final Select<Role> tickedBy = new Select<>();
    private final Select<VerdictRule> verdict = new Select<>();
    private final Checkbox fileRequired = new Checkbox("File required");
    private final MeasureRulesField measures = new MeasureRulesField();
    private final DraftKeeper draft;

    record Moves(
            Consumer<ChecklistItemForm> up, Consumer<ChecklistItemForm> down, Consumer<ChecklistItemForm> remove) {}

    ChecklistItemForm(ChecklistItem item, Moves moves) {
        this.key = item.key();
        addClassName("checklist-item-form");
        title.setValue(item.title());
        title.setWidthFull();
        hint.setValue(item.hint());
        hint.setWidthFull();
        pictures.setValue(item.picturesWanted());
        pictures.setMin(0);
        pictures.setMax(ChecklistItem.MOST_PICTURES);
        pictures.setStepButtonsVisible(true);
        accepts.setItems(Evidence.Kind.chosenByPeople());
        accepts.setItemLabelGenerator(Evidence.Kind::words);
        Set<Evidence.Kind> chosen = new HashSet<>(item.accepts());
        chosen.retainAll(Evidence.Kind.chosenByPeople());
        accepts.setValue(chosen);
        measures.show(item.measures());
        verdict.setLabel("The passport's verdict");
        verdict.setItems(VerdictRule.values());
        verdict.setItemLabelGenerator(VerdictRule::words);
        verdict.setValue(item.verdict());
        fileRequired.setValue(item.fileRequired());
        tickedBy.setLabel("Who ticks it");
        tickedBy.setItems(Role.REVIEWER, Role.ADMIN);
        tickedBy.setItemLabelGenerator(role -> role == Role.ADMIN ? "Admins" : "Reviewers and admins");
        tickedBy.setValue(item.tickedBy());
        tickedBy.setWidth("14rem");
        verdict.setWidth("16rem");
        up = button(VaadinIcon.ARROW_UP, "Move up", moves.up());
        down = button(VaadinIcon.ARROW_DOWN, "Move down", moves.down());
        Div head = Styled.div("actions", number, up, down, button(VaadinIcon.TRASH, "Remove", moves.remove()));
        draft = new DraftKeeper(
                "checklist/item/" + key,
                title,
                hint,
                Styled.div("actions", pictures, tickedBy, verdict),
                accepts,
                fileRequired,
                measures.kept());
        add(head, draft, measures);
    }

    String key() {
        return key;
    }

    void saved() {
        draft.saved();
    }

    private Button button(VaadinIcon icon, String words, Consumer<ChecklistItemForm> move) {
        return Buttons.inlineIcon(icon.create(), words, event -> move.accept(this));
    }

    /** @param items how many there are; the first does not go up, the last not down */
    void showPlace(int position, int items) {
        number.setText("Item " + position);
        up.setEnabled(position > 1);
        down.setEnabled(position < items);
    }

    ChecklistItem item(int position) {
        Integer wanted = pictures.getValue();
        return new ChecklistItem(
                key,
                position,
                title.getValue().strip(),
                hint.getValue().strip(),
                wanted == null ? 0 : wanted,
                accepts.getValue(),
                tickedBy.getValue(),
                measures.rules(),
                verdict.getValue(),
                fileRequired.getValue());
    }
}
