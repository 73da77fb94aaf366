package io.understudy.doctor;

import io.understudy.prompting.guide.KnownIssue;
import io.understudy.prompting.guide.StrengthBand;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.versions.sheets.measures.SheetMeasures.AtStrength;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

final class NotActivatingRule {
    private static final String EVIDENCE = "What the LoRA changes";
    /** A mean colour difference below this is hardly visible. */
    private static final double HARDLY_VISIBLE = 2;

    private NotActivatingRule() {}

    static Diagnosis diagnose(CaseFacts facts) {
        TriggerFacts trigger = facts.trigger();
        TrainingCauses training = new TrainingCauses(facts.training());
        Finding captions = captions(facts.captions(), trigger.trained());
        Finding samples = prompts(
                "Samples without the trigger word",
                trigger.samples(),
                trigger.trained(),
                "The run generated no samples.");
        Finding sheets = prompts(
                "Test sheets without the trigger word",
                trigger.sheets(),
                trigger.trained(),
                "No test sheet was made of it.");
        Finding renamed = renamed(trigger);
        Finding enough = training.enough();

        List<Remedy> remedies = new ArrayList<>();
        remedies.add(new Remedy.UsePrompt(
                "Begin every prompt with “%s”: prompts that are used elsewhere are not seen here."
                        .formatted(trigger.trained()),
                trigger.trained() + ", portrait, soft natural lighting, professional photography"));
        if (captions.isSeen()) {
            remedies.add(new Remedy.RepairCaptions("Put the trigger word first in every caption; one click does it."));
        }
        if (enough.isSeen()) {
            remedies.add(training.trainMore());
        } else if (captions.isSeen()) {
            remedies.add(new Remedy.TrainAgain("Then train again, with the captions as they are by then."));
        }
        return new Diagnosis(
                KnownIssue.DOES_NOT_ACTIVATE,
                evidence(facts.generated()),
                List.of(samples, sheets, captions, renamed, word(trigger), enough, file(facts.file())),
                remedies);
    }

    private static Finding captions(CaptionFacts captions, TriggerWord trained) {
        String cause = "Captions without the trigger word";
        if (!captions.triggerWord().equals(trained)) {
            return Finding.seen(
                    cause,
                    "The captions were frozen with “%s”, and the run was asked to train “%s”."
                            .formatted(captions.triggerWord(), trained));
        }
        int without = captions.empty() + captions.missing();
        if (without == 0 && captions.elsewhere() == 0) {
            return Finding.ruledOut(cause, "“%s” is first in all %d captions.".formatted(trained, captions.pictures()));
        }
        List<String> parts = new ArrayList<>();
        if (captions.missing() > 0) {
            parts.add("%d lack “%s”".formatted(captions.missing(), trained));
        }
        if (captions.empty() > 0) {
            parts.add(captions.empty() + " are empty");
        }
        if (captions.elsewhere() > 0) {
            parts.add(captions.elsewhere() + " have it, but not first");
        }
        return Finding.seen(cause, "Of %d captions, %s.".formatted(captions.pictures(), String.join(", ", parts)));
    }

    private static Finding prompts(String cause, TriggerFacts.Prompts prompts, TriggerWord trained, String none) {
        if (prompts.count() == 0) {
            return Finding.notMeasured(cause, none);
        }
        String lacking = "%d of %d lack “%s”, such as “%s”."
                .formatted(prompts.without(), prompts.count(), trained, prompts.example());
        if (prompts.mostLackIt()) {
            return Finding.seen(cause, lacking);
        }
        if (prompts.elsewhere() > 0) {
            return Finding.seen(
                    cause,
                    "%d of %d do not begin with “%s”, such as “%s”."
                            .formatted(prompts.elsewhere(), prompts.count(), trained, prompts.example()));
        }
        if (prompts.without() > 0) {
            return Finding.ruledOut(cause, lacking + " The others have it.");
        }
        return Finding.ruledOut(
                cause,
                prompts.count() == 1
                        ? "The one prompt begins with “%s”.".formatted(trained)
                        : "All %d begin with “%s”.".formatted(prompts.count(), trained));
    }

    private static Finding renamed(TriggerFacts trigger) {
        String cause = "Another trigger word today";
        return trigger.trained().equals(trigger.characters())
                ? Finding.ruledOut(cause, "The character's trigger word is still “%s”.".formatted(trigger.trained()))
                : Finding.seen(
                        cause,
                        "The character's trigger word is “%s” today, and this LoRA knows only “%s”."
                                .formatted(trigger.characters(), trigger.trained()));
    }

    private static Finding word(TriggerFacts trigger) {
        String cause = "A common trigger word";
        return trigger.word().isRefusal()
                ? Finding.seen(cause, trigger.word().words())
                : Finding.ruledOut(
                        cause,
                        "“%s”: %s".formatted(trigger.trained(), trigger.word().words()));
    }

    private static Finding file(FileFacts file) {
        String cause = "A file without effect";
        if (file.whyUnknown() != null) {
            return Finding.notMeasured(cause, file.whyUnknown());
        }
        if (file.misfit() != null) {
            return Finding.seen(cause, "It does not fit %s. %s".formatted(file.model(), file.misfit()));
        }
        return file.harm().isEmpty()
                ? Finding.ruledOut(
                        cause,
                        "It fits %s, and its weights are sound. Other models do not load it.".formatted(file.model()))
                : Finding.seen(cause, String.join(" ", file.harm()));
    }

    private static Finding evidence(GeneratedFacts drawn) {
        if (drawn.read().isEmpty()) {
            return drawn.missing(EVIDENCE, "No pictures were generated yet.");
        }
        return drawn.standard()
                .filter(at -> at.change() != null)
                .map(at -> evidence(drawn, at))
                .orElseGet(() -> Finding.notMeasured(
                        EVIDENCE,
                        "%s: there is no picture without the LoRA to compare with, or none at a strength of %s."
                                .formatted(drawn.source(), StrengthBand.BALANCED.range())));
    }

    private static Finding evidence(GeneratedFacts drawn, AtStrength at) {
        double change = Objects.requireNonNull(at.change());
        String words = String.format(
                Locale.ROOT,
                "%s: at strength %.1f the pictures differ from those without the LoRA by %.1f in colour; below %.0f is hardly"
                        + " visible, 10 clearly another picture.",
                drawn.source(),
                at.strength().value(),
                change,
                HARDLY_VISIBLE);
        return change < HARDLY_VISIBLE ? Finding.seen(EVIDENCE, words) : Finding.ruledOut(EVIDENCE, words);
    }
}
