package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.html.Span;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.StrengthBand;
import java.util.Locale;

class BandBadge extends Span {
    BandBadge() {
        addClassName("band-badge");
    }

    void show(Strength strength) {
        StrengthBand band = StrengthBand.of(strength);
        for (StrengthBand other : StrengthBand.values()) {
            setClassName("band-" + other.name().toLowerCase(Locale.ROOT), other == band);
        }
        setText(band.effect());
        setTitle(band.range() + ": " + band.effect() + ". " + band.useCase() + ".");
    }
}
