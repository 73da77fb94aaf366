package io.understudy.audit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Describes an act in a sentence. Verbs come as {@code feature.act-in-past-tense}; most follow one of two patterns. */
final class AuditSentence {
    // Where no pattern gives English; %s is replaced by the thing acted on.
    private static final Map<String, String> PHRASES = Map.ofEntries(
            Map.entry("person.new-password-offered", "offered a new password to %s"),
            Map.entry("person.new-password-withdrawn", "withdrew the link for a new password of %s"),
            Map.entry("person.account-confirmed", "confirmed that the account of %s is in its owner's hands"),
            Map.entry("access.refused", "was refused %s"),
            Map.entry("person.set-up", "set this installation up"),
            Map.entry("person.joined", "joined the team"),
            Map.entry("person.signed-in", "signed in"),
            Map.entry("person.sessions-ended", "signed %s out everywhere"),
            Map.entry("person.invited", "invited %s"),
            Map.entry("person.password-refused", "typed a wrong password for a step that asks for it"),
            Map.entry("secret.made", "created %s"),
            Map.entry("sample.requested", "asked Understudy to load the sample: %s"),
            Map.entry("picture.added", "added pictures to %s"),
            Map.entry("picture.refused", "left a damaged picture out of %s"),
            Map.entry("reference.chosen", "chose the reference face: %s"),
            Map.entry("reference.withdrawn", "no longer compares faces with %s"),
            Map.entry("measure.overruled", "overruled a measure of %s"),
            Map.entry("measure.corrected", "corrected what was measured on %s"),
            Map.entry("measure.restored", "let a measure of %s count again"),
            Map.entry("verdict.said", "said what should count for %s, where two people have to agree"),
            Map.entry("picture.agreed", "agreed with another person on whether %s is trained on"),
            Map.entry("measure.agreed", "agreed with another person on what was measured on %s"),
            Map.entry("two-people.asked", "asked for two people to agree on the pictures of %s"),
            Map.entry("two-people.ended", "let one person decide on the pictures of %s"),
            Map.entry("faces.forgotten", "turned identity measures off, which forgot every face"),
            Map.entry("captions.undone", "undid the last change of the captions of %s"),
            Map.entry("captions.trigger-repaired", "repaired the trigger word in the captions of %s"),
            Map.entry("run.succeeded", "finished %s"),
            Map.entry("run.failed", "recorded that %s failed"),
            Map.entry("run.unclear", "recorded that it is not known whether %s was accepted"),
            Map.entry("run.checkpoint-requested", "asked the trainer for a checkpoint of %s"),
            Map.entry("run.samples-requested", "asked the trainer for samples of %s"),
            Map.entry("run.lost", "recorded that %s was lost"),
            Map.entry("generation.asked", "asked for pictures: %s"),
            Map.entry("generation.finished", "finished the pictures: %s"),
            Map.entry("generation.failed", "recorded that pictures failed: %s"),
            Map.entry("generation.cancelled", "cancelled the pictures: %s"),
            Map.entry("generation.resumed", "had the missing pictures generated: %s"),
            Map.entry("sheet.picture-uploaded", "uploaded a picture into %s"),
            Map.entry("comment.written", "commented on %s"),
            Map.entry("comment.edited", "edited a comment on %s"),
            Map.entry("comment.deleted", "deleted a comment on %s"),
            Map.entry("comment.resolved", "resolved a comment on %s"),
            Map.entry("comment.reopened", "reopened a comment on %s"),
            Map.entry("file.found-altered", "found that the stored %s is not the one that was stored"),
            Map.entry("file.found-lost", "found that the stored %s is gone"),
            Map.entry("file.found-intact", "found that the stored %s is again the one that was stored"),
            Map.entry("version.rules-loosened", "loosened the rules of review, which %s is held to"),
            Map.entry("version.found-altered", "found that the stored file of %s is not the one that was stored"),
            Map.entry("version.found-lost", "found that the stored file of %s is gone"),
            Map.entry("version.found-intact", "found that the stored file of %s is again the one that was stored"),
            Map.entry("version.trail-settled", "settled a row of the audit trail, on which %s may rest"),
            Map.entry("audit.row-settled", "settled %s"),
            Map.entry("audit.log-begun", "began to sign the audit trail as another log"),
            Map.entry("audit.exported", "exported the audit trail"),
            Map.entry("audit.verified", "verified the audit trail"));
    // Things whose name says what they are.
    private static final Set<String> NAME_ENOUGH = Set.of("person", "invitation", "sign-in", "generation", "audit-row");
    // The one act whose actor is not known.
    private static final String SIGN_IN_FAILED = "person.sign-in-failed";
    private static final Set<String> VERBS_IN_FRONT = Set.of("sent", "signed", "taken", "put", "left", "made");

    private AuditSentence() {}

    static String of(String actor, String verb, String subjectType, String subjectName) {
        if (verb.equals(SIGN_IN_FAILED)) {
            return "Failed sign-in for " + subjectName;
        }
        return actor + " " + predicate(verb, subjectType, thing(subjectType, subjectName));
    }

    private static String predicate(String verb, String subjectType, String thing) {
        String phrase = PHRASES.get(verb);
        return phrase == null ? inPattern(verb, subjectType, thing) : phrase.replace("%s", thing);
    }

    /**
     * {@code run.launched} → launched …; {@code character.cover-changed} → changed the cover of …;
     * {@code caption.changed} on a picture → changed the caption of ….
     */
    private static String inPattern(String verb, String subjectType, String thing) {
        int dot = verb.indexOf('.');
        String feature = verb.substring(0, Math.max(0, dot));
        List<String> words = List.of(verb.substring(dot + 1).split("-"));
        if (words.size() > 1 && !VERBS_IN_FRONT.contains(words.getFirst())) {
            return pastTense(words.getLast()) + " the " + String.join(" ", words.subList(0, words.size() - 1)) + " of "
                    + thing;
        }
        boolean onPartOfIt = !feature.equals(subjectType) && !NAME_ENOUGH.contains(subjectType);
        return pastTense(String.join(" ", words)) + " " + (onPartOfIt ? "the " + feature + " of " : "") + thing;
    }

    private static String pastTense(String participle) {
        return switch (participle) {
            case "withdrawn" -> "withdrew";
            case "chosen" -> "chose";
            case "taken" -> "took";
            case "frozen" -> "froze";
            default -> participle;
        };
    }

    private static String thing(String type, String name) {
        if (NAME_ENOUGH.contains(type)) {
            return name;
        }
        boolean saidByName = name.toLowerCase(Locale.ROOT).startsWith(type);
        String number = name.startsWith("#") ? name.substring(1) : name;
        return type.replace('-', ' ') + (saidByName ? name.substring(type.length()) : " " + number);
    }
}
