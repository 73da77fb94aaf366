package io.understudy.versions.ui;

import com.vaadin.flow.component.textfield.NumberField;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException.RuleViolation;
import java.util.Optional;

public class StrengthField extends NumberField {
    public StrengthField(String label) {
        super(label);
        setMin(0);
        setMax(Strength.MOST.value());
        setStep(Strength.STEP);
        setStepButtonsVisible(true);
    }

    public void setStrength(Strength strength) {
        setValue(strength.value());
    }

    public Optional<Strength> strength() {
        return getOptionalValue().map(Strength::of);
    }

    /** @throws RuleViolation in this property when the field is empty */
    public Strength required(String property) {
        return strength().orElseThrow(() -> RuleViolation.in(property, "Give a strength such as 0.9."));
    }
}
