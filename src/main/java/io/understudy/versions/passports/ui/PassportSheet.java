package io.understudy.versions.passports.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.lora.passport.Passport;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.StateBadge;

public class PassportSheet extends Div {
    public PassportSheet(Passport passport) {
        addClassName("passport-sheet");
        Div left = new Div(what(passport), norms(passport), training(passport));
        Div right = new Div(problems(passport), fits(passport), hashes(passport), claims(passport));
        left.addClassName("passport-column");
        right.addClassName("passport-column");
        add(left, right);
    }

    private static Div what(Passport passport) {
        DescriptionList facts = new DescriptionList();
        facts.addClassName("facts");
        PassportLabels.facts(passport).forEach((label, words) -> {
            facts.add(new DescriptionList.Term(label));
            DescriptionList.Description description = new DescriptionList.Description(words);
            if (label.equals("Model")) {
                Span reason = new Span(passport.model().reason());
                reason.addClassNames("secondary-text", "passport-reason");
                description.add(reason);
            }
            facts.add(description);
        });
        return panel("Facts", facts);
    }

    private static Div norms(Passport passport) {
        Paragraph words =
                new Paragraph("One bar per block, all on one scale: effective scale × size of the two factors, an"
                        + " upper bound of how much the block's weights change. No bars at all: an untrained file. One bar far"
                        + " above the others: training that ran away.");
        words.addClassName("secondary-text");
        Div panel = panel("Change per block", words);
        panel.add(
                passport.norms().isEmpty()
                        ? new Paragraph("No block of a known model.")
                        : new NormChart(passport.norms()));
        return panel;
    }

    private static Div problems(Passport passport) {
        if (passport.problems().isEmpty()) {
            return panel("Problems", new StateBadge("none found", BadgeTone.GOOD, VaadinIcon.CHECK));
        }
        UnorderedList list = new UnorderedList();
        list.addClassName("passport-problems");
        passport.problems().forEach(problem -> list.add(new ListItem(problem)));
        return panel("Problems", list);
    }

    private static Div fits(Passport passport) {
        Div rows = new Div();
        rows.addClassName("passport-fits");
        passport.fits().forEach(fit -> {
            Span reason = new Span(fit.reason());
            reason.addClassName("secondary-text");
            rows.add(new Div(new FitBadge(fit), reason));
        });
        return panel("Compatible models", rows);
    }

    private static Div hashes(Passport passport) {
        DescriptionList facts = new DescriptionList();
        facts.addClassNames("facts", "passport-hashes");
        hash(facts, "SHA-256", passport.hashes().sha256(), "Of the whole file.");
        hash(facts, "AutoV2", passport.hashes().autoV2(), "Civitai: the first ten digits of SHA-256.");
        hash(facts, "AutoV3", passport.hashes().autoV3(), "Civitai: of the tensors alone, without the metadata.");
        hash(facts, "sshs_model_hash", passport.hashes().sshsModelHash(), "sd-scripts: of the tensors alone.");
        String legacy = passport.hashes().sshsLegacyHash();
        if (legacy != null) {
            hash(facts, "sshs_legacy_hash", legacy, "sd-scripts, older: of 64 KiB behind the first mebibyte.");
        }
        return panel("Hashes, computed from the bytes", facts);
    }

    private static void hash(DescriptionList facts, String name, String digits, String meaning) {
        Span value = new Span(digits);
        value.addClassName("hash");
        value.setTitle(meaning);
        CopyButton copy = new CopyButton("", digits);
        copy.setAriaLabel("Copy " + name);
        copy.addThemeVariants(ButtonVariant.TERTIARY);
        facts.add(new DescriptionList.Term(name), new DescriptionList.Description(value, copy));
    }

    private static Component claims(Passport passport) {
        Div panel = panel("Metadata claims, checked against the bytes");
        if (passport.claims().isEmpty()) {
            panel.add(new Paragraph("The metadata claims nothing that the bytes could prove or disprove."));
        }
        passport.claims().forEach(claim -> {
            StateBadge badge = claim.agrees()
                    ? new StateBadge("true", BadgeTone.GOOD, VaadinIcon.CHECK)
                    : new StateBadge("contradicted", BadgeTone.BAD, VaadinIcon.CLOSE);
            Span key = new Span(claim.key());
            key.addClassName("hash");
            Div words = new Div(new Span("“" + claim.claimed() + "”"));
            if (!claim.agrees()) {
                words.add(new Span(" but it is " + claim.found()));
            }
            words.addClassNames("hash", "secondary-text");
            Div row = new Div(badge, key, words);
            row.addClassName("passport-claim");
            panel.add(row);
        });
        return panel;
    }

    private static Div training(Passport passport) {
        if (passport.training().isEmpty()) {
            return panel(
                    "Training, from the metadata", new Paragraph("The file says nothing about how it was trained."));
        }
        DescriptionList facts = new DescriptionList();
        facts.addClassName("facts");
        passport.training()
                .forEach(fact -> facts.add(
                        new DescriptionList.Term(fact.label()), new DescriptionList.Description(fact.value())));
        return panel("Training, from the metadata", facts);
    }

    private static Div panel(String title, Component... content) {
        Div panel = new Div(new H2(title));
        panel.add(content);
        panel.addClassName("panel");
        return panel;
    }
}
