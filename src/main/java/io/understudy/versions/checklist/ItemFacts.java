package io.understudy.versions.checklist;

import io.understudy.lora.Fit;
import io.understudy.versions.checklist.ItemFact.Gap;
import io.understudy.versions.checklist.ItemFact.Standing;
import io.understudy.versions.checklist.evidence.MeasureKind;
import io.understudy.versions.checklist.evidence.MeasuredEvidence;
import io.understudy.versions.checklist.evidence.MeasuredValue;
import io.understudy.versions.checklist.evidence.PassportEvidence;
import io.understudy.versions.registry.LoraVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
public class ItemFacts {
    private final MeasuredEvidence measures;
    private final PassportEvidence passport;

    ItemFacts(MeasuredEvidence measures, PassportEvidence passport) {
        this.measures = measures;
        this.passport = passport;
    }

    public Known known(LoraVersion version) {
        return new Known(measures.now(version.id()), passport.of(version));
    }

    public record Known(Map<MeasureKind, MeasuredValue> measured, Optional<Fit> fit) {
        public List<ItemFact> of(ChecklistItem item) {
            List<ItemFact> facts = new ArrayList<>();
            item.measures().forEach(rule -> facts.add(measure(rule)));
            if (item.verdict() != VerdictRule.NOT_ASKED) {
                facts.add(verdict(item.verdict() == VerdictRule.REQUIRED));
            }
            return facts;
        }

        private ItemFact measure(MeasureRule rule) {
            MeasureKind kind = rule.kind();
            MeasuredValue found = measured.getOrDefault(kind, MeasuredValue.not("nothing here measures it"));
            Double amount = found.amount();
            if (amount == null) {
                return new ItemFact(
                        kind.words(),
                        Standing.NOT_MEASURED,
                        "%s (target: %s)".formatted(found.words(), rule.limitInWords()),
                        rule.limitInWords(),
                        rule.required(),
                        null,
                        new Gap(found.words(), found.remedy()));
            }
            boolean meets = kind.meets(amount, rule.limit());
            String words = "%s, %s (%s)".formatted(kind.format(amount), rule.limitInWords(), found.words());
            return new ItemFact(
                    kind.words(),
                    meets ? Standing.MEETS : Standing.DOES_NOT_MEET,
                    words,
                    rule.limitInWords(),
                    rule.required(),
                    MeasuredEvidence.piece(
                            kind,
                            amount,
                            "%s: %s: %s"
                                    .formatted(
                                            kind.words(),
                                            words,
                                            (meets ? Standing.MEETS : Standing.DOES_NOT_MEET).words())),
                    null);
        }

        private ItemFact verdict(boolean required) {
            return fit.map(said -> new ItemFact(
                            "Passport",
                            switch (said.outcome()) {
                                case FITS -> Standing.MEETS;
                                case UNPROVEN -> Standing.NOT_MEASURED;
                                case DOES_NOT_FIT, BROKEN -> Standing.DOES_NOT_MEET;
                            },
                            PassportEvidence.inWords(said),
                            "",
                            required,
                            PassportEvidence.piece(said),
                            null))
                    .orElseGet(() -> new ItemFact(
                            "Passport",
                            Standing.NOT_MEASURED,
                            "the file is still being read",
                            "",
                            required,
                            null,
                            null));
        }
    }
}
