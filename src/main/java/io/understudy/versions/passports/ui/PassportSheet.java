package io.understudy.versions.passports.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.lora.passport.Passport;
import io.understudy.lora.passport.PassportDetails;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.Facts;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;

public class PassportSheet extends Div {
    /** @param details of the same file */
    public PassportSheet(Passport passport, PassportDetails details) {
        addClassName("passport-sheet");
        Div left = Styled.div("passport-column", what(passport), norms(passport), training(passport));
        Div right =
                Styled.div("passport-column", problems(passport), fits(passport), hashes(passport), claims(passport));
        add(left, right, wide(new LayerGrid(details)), wide(new MetadataPanel(details)));
    }

    private static Div wide(Div panel) {
        panel.addClassName("passport-wide");
        return panel;
    }

    private static Div what(Passport passport) {
        Facts facts = new Facts();
        PassportLabels.facts(passport).forEach((label, words) -> {
            facts.add(new DescriptionList.Term(label));
            DescriptionList.Description description = new DescriptionList.Description(words);
            if (label.equals("Model")) {
                description.add(Styled.span(
                        "secondary-text passport-reason", passport.model().reason()));
            }
            facts.add(description);
        });
        return new Panel("Facts", facts);
    }

    private static Div norms(Passport passport) {
        Paragraph words = new Hint("One bar per block, all on one scale: effective scale × size of the two factors, an"
                + " upper bound of how much the block's weights change. No bars at all: an untrained file. One bar far"
                + " above the others: training that ran away.");
        Div panel = new Panel("Change per block", words);
        panel.add(
                passport.norms().isEmpty()
                        ? new Paragraph("No block of a known model.")
                        : new NormChart(passport.norms()));
        return panel;
    }

    private static Div problems(Passport passport) {
        if (passport.problems().isEmpty()) {
            return new Panel("Problems", new StateBadge("none found", BadgeTone.GOOD, VaadinIcon.CHECK));
        }
        UnorderedList list = new UnorderedList();
        list.addClassName("passport-problems");
        passport.problems().forEach(problem -> list.add(new ListItem(problem)));
        return new Panel("Problems", list);
    }

    private static Div fits(Passport passport) {
        Div rows = Styled.div("passport-fits");
        passport.fits().forEach(fit -> {
            rows.add(new Div(new FitBadge(fit), Hint.inline(fit.reason())));
        });
        return new Panel("Compatible models", rows);
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
            hash(facts, "sshs_legacy_hash", legacy, "sd-scripts, older: of 64 KiB after the first mebibyte.");
        }
        return new Panel("Hashes, computed from the bytes", facts);
    }

    private static void hash(DescriptionList facts, String name, String digits, String meaning) {
        Span value = Styled.span("hash", digits);
        value.setTitle(meaning);
        CopyButton copy = new CopyButton("", digits);
        copy.setAriaLabel("Copy " + name);
        copy.addThemeVariants(ButtonVariant.TERTIARY);
        facts.add(new DescriptionList.Term(name), new DescriptionList.Description(value, copy));
    }

    private static Component claims(Passport passport) {
        Div panel = new Panel("Metadata claims, checked against the bytes");
        if (passport.claims().isEmpty()) {
            panel.add(new Paragraph("The metadata claims nothing that the bytes could prove or disprove."));
        }
        passport.claims().forEach(claim -> {
            StateBadge badge = claim.agrees()
                    ? new StateBadge("true", BadgeTone.GOOD, VaadinIcon.CHECK)
                    : new StateBadge("contradicted", BadgeTone.BAD, VaadinIcon.CLOSE);
            Span key = Styled.span("hash", claim.key());
            Div words = Styled.div("hash secondary-text", new Span("“" + claim.claimed() + "”"));
            if (!claim.agrees()) {
                words.add(new Span(" but it is " + claim.found()));
            }
            panel.add(Styled.div("passport-claim", badge, key, words));
        });
        return panel;
    }

    private static Div training(Passport passport) {
        if (passport.training().isEmpty()) {
            return new Panel(
                    "Training, from the metadata", new Paragraph("The file says nothing about how it was trained."));
        }
        Facts facts = new Facts();
        passport.training().forEach(fact -> facts.fact(fact.label(), fact.value()));
        return new Panel("Training, from the metadata", facts);
    }
}
