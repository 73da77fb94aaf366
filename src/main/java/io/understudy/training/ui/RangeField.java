package io.understudy.training.ui;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;
import io.understudy.platform.ui.Styled;
import io.understudy.training.lists.NumberRange;
import io.understudy.training.lists.RunColumn;
import org.jspecify.annotations.Nullable;

class RangeField extends CustomField<NumberRange> {
    static final NumberRange OPEN = new NumberRange(null, null);

    private final TextField from = end("from");
    private final TextField to = end("to");

    RangeField(RunColumn column) {
        super(OPEN);
        setLabel(column.label());
        from.setAriaLabel(column.label() + " from");
        to.setAriaLabel(column.label() + " to");
        add(Styled.div("range-field", from, new Span("–"), to));
    }

    private TextField end(String placeholder) {
        TextField end = new TextField();
        end.setPlaceholder(placeholder);
        end.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        end.addValueChangeListener(event -> updateValue());
        return end;
    }

    @Override
    protected NumberRange generateModelValue() {
        try {
            NumberRange range = new NumberRange(number(from), number(to));
            setInvalid(false);
            return range;
        } catch (NumberFormatException noNumber) {
            return kept("Numbers, such as 1000 or 1e-4.");
        } catch (DomainException.RuleViolation turned) {
            return kept("From the lower to the higher number.");
        }
    }

    private NumberRange kept(String why) {
        setErrorMessage(why);
        setInvalid(true);
        return getValue();
    }

    private static @Nullable Double number(TextField end) {
        return end.isEmpty() ? null : NumberText.read(end.getValue()).doubleValue();
    }

    @Override
    protected void setPresentationValue(NumberRange range) {
        from.setValue(text(range.from()));
        to.setValue(text(range.to()));
    }

    private static String text(@Nullable Double number) {
        return number == null ? "" : Wording.plain(number);
    }
}
