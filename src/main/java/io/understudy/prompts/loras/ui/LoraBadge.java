package io.understudy.prompts.loras.ui;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.passports.FilePassport;
import io.understudy.passports.ui.FitBadge;
import io.understudy.safetensors.passport.ModelFamily;
import io.understudy.safetensors.passport.Passport;
import io.understudy.shared.ui.StateBadge;
import io.understudy.shared.ui.Tone;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class LoraBadge {
    private LoraBadge() {}

    static Span of(@Nullable FilePassport passport) {
        if (passport == null || passport.state() == FilePassport.State.WAITING) {
            return new StateBadge("being read", Tone.NEUTRAL, VaadinIcon.HOURGLASS);
        }
        if (passport.broken().isPresent()) {
            return new StateBadge("broken file", Tone.BAD, VaadinIcon.CLOSE);
        }
        return passport.read()
                .flatMap(Passport::target)
                .<Span>map(target -> new FitBadge(passport.fit(target).orElseThrow()))
                .orElseGet(() -> new StateBadge(other(passport), Tone.WARN, VaadinIcon.QUESTION_CIRCLE_O));
    }

    private static String other(FilePassport passport) {
        return passport.read()
                .filter(read -> read.model().family() == ModelFamily.NOT_FLUX)
                .map(read -> "made for " + read.model().name() + ", not for FLUX")
                .orElse("unknown model");
    }

    static Optional<Paragraph> reason(@Nullable FilePassport passport) {
        return Optional.ofNullable(passport)
                .flatMap(known -> known.broken()
                        .or(() -> known.read()
                                .filter(read -> read.target().isEmpty())
                                .map(read -> read.model().reason())))
                .map(Paragraph::new);
    }
}
