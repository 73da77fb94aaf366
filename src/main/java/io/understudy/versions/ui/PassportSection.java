package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.lora.passport.Passport;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.passports.ui.FitBadge;
import io.understudy.versions.passports.ui.NormChart;
import io.understudy.versions.passports.ui.PassportLabels;
import java.util.Optional;
import org.springframework.core.annotation.Order;

/** The passport on the page of its version, in short; it appears automatically as soon as the file is read. */
@org.springframework.stereotype.Component
@Order(5)
class PassportSection implements VersionSection {
    private final PassportService passports;
    private final VersionSignals signals;

    PassportSection(PassportService passports, VersionSignals signals) {
        this.passports = passports;
        this.signals = signals;
    }

    @Override
    public Component of(VersionDetails version) {
        return new Brief(version, passports, signals);
    }

    private static final class Brief extends Div {
        private final transient VersionDetails version;
        private final transient PassportService passports;
        private final Div content = new Div();
        private FilePassport.State shown = FilePassport.State.WAITING;

        Brief(VersionDetails version, PassportService passports, VersionSignals signals) {
            this.version = version;
            this.passports = passports;
            addClassName("panel");
            Div head =
                    Panel.head("Passport", new Anchor(VersionRoutes.passport(version.id()), "All that is known of it"));
            add(head, content);
            LiveUpdate.refresh(this, signals.changes(), () -> {
                if (shown == FilePassport.State.WAITING) {
                    show();
                }
            });
            show();
        }

        private void show() {
            Optional<FilePassport> found = passports.find(version.file());
            shown = found.map(FilePassport::state).orElse(FilePassport.State.WAITING);
            content.removeAll();
            found.ifPresent(known -> {
                Div badges = Styled.div("passport-brief");
                known.fit(version.card().baseModel()).ifPresent(fit -> badges.add(new FitBadge(fit)));
                known.read().ifPresent(passport -> badges.add(problems(passport)));
                content.add(badges);
            });
            Paragraph words = new Paragraph(
                    found.flatMap(FilePassport::read).map(PassportLabels::brief).orElseGet(() -> whyNot(found)));
            content.add(words);
            found.flatMap(FilePassport::read)
                    .ifPresent(passport -> content.add(new NormChart(passport.norms()), lineage(passport)));
        }

        private Paragraph lineage(Passport passport) {
            String told = passport.training().stream()
                    .filter(fact -> fact.label().equals("Understudy version"))
                    .map(fact -> "The file itself says that it is " + fact.value() + ". ")
                    .findFirst()
                    .orElse(
                            version.trained().isPresent()
                                    ? "The file is kept byte for byte as it was delivered, so it does not say which run and"
                                            + " snapshot it comes from. "
                                    : "The file was imported and is kept byte for byte. ");
            Anchor record = new Anchor(VersionRoutes.lineage(version.id()), "Its lineage as a file to keep next to it");
            record.setRouterIgnore(true);
            record.getElement().setAttribute("download", true);
            return new Hint(new Span(told), record);
        }

        private static Span problems(Passport passport) {
            int count = passport.problems().size();
            return count == 0
                    ? new StateBadge("no problems", BadgeTone.GOOD, VaadinIcon.CHECK)
                    : new StateBadge(Formats.plural(count, "problem", "problems"), BadgeTone.WARN, VaadinIcon.WARNING);
        }

        private static String whyNot(Optional<FilePassport> found) {
            return found.map(FilePassport::problem)
                    .map(problem -> "The file is not a sound LoRA file. " + problem)
                    .orElse("The file is being read; its passport appears here in a moment.");
        }
    }
}
