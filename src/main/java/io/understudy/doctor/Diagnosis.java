package io.understudy.doctor;

import io.understudy.prompting.guide.KnownIssue;
import java.util.Comparator;
import java.util.List;

/**
 * What is known about one problem of a LoRA.
 *
 * @param evidence whether its pictures show the problem; {@link Finding.Outcome#SEEN} says that they do
 * @param findings the possible causes: those that are seen first, then those not measured, then those ruled out
 * @param remedies what to do, the most promising first; empty when no cause is seen and nothing can be found out
 */
public record Diagnosis(KnownIssue issue, Finding evidence, List<Finding> findings, List<Remedy> remedies) {
    private static final Comparator<Finding> MOST_TELLING_FIRST =
            Comparator.comparingInt(finding -> switch (finding.outcome()) {
                case SEEN -> 0;
                case NOT_MEASURED -> 1;
                case RULED_OUT -> 2;
            });

    public Diagnosis {
        findings = findings.stream().sorted(MOST_TELLING_FIRST).toList();
        remedies = List.copyOf(remedies);
    }

    public static Diagnosis of(KnownIssue issue, CaseFacts facts) {
        return switch (issue) {
            case FACE_VARIES -> VaryingFaceRule.diagnose(facts);
            case BODY_WRONG -> WrongBodyRule.diagnose(facts);
            case DOES_NOT_ACTIVATE -> NotActivatingRule.diagnose(facts);
            case OVERFITTING -> OverfittingRule.diagnose(facts);
        };
    }

    public long causesSeen() {
        return findings.stream().filter(Finding::isSeen).count();
    }
}
