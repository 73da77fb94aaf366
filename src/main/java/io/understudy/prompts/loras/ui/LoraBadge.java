package io.understudy.prompts.loras.ui;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.lora.ModelFamily;
import io.understudy.lora.passport.Passport;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.StateBadge;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.ui.FitBadge;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class LoraBadge {
    private LoraBadge() {}

    static Span of(@Nullable FilePassport passport) {
        if (passport == null || passport.state() == FilePassport.State.WAITING) {
            return new StateBadge("being read", BadgeTone.NEUTRAL, VaadinIcon.HOURGLASS);
        }
        if (passport.broken().isPresent()) {
            return new StateBadge("broken file", BadgeTone.BAD, VaadinIcon.CLOSE);
        }
        return passport.read()
                .flatMap(Passport::target)
                .<Span>map(target -> new FitBadge(passport.fit(target).orElseThrow()))
                .orElseGet(() -> new StateBadge(other(passport), BadgeTone.WARN, VaadinIcon.QUESTION_CIRCLE_O));
    }

    private static String other(FilePassport passport) {
        return passport.read()
                .filter(read -> read.model().family() == ModelFamily.NOT_FLUX)
                .map(read -> "made for " + read.model().name() + ", not for FLUX")
                .orElse("unknown model");
    }

    /** The same as text, for lists without room for badges; empty for a sound file for a model of this product. */
    static Optional<String> words(@Nullable FilePassport passport) {
        if (passport == null || passport.state() == FilePassport.State.WAITING) {
            return Optional.of("being read");
        }
        if (passport.broken().isPresent()) {
            return Optional.of("broken file");
        }
        return passport.read().flatMap(Passport::target).isPresent() ? Optional.empty() : Optional.of(other(passport));
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
