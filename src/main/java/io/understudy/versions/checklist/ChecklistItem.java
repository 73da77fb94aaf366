package io.understudy.versions.checklist;

import io.understudy.identity.Role;
import io.understudy.platform.core.DomainException;
import io.understudy.versions.checklist.evidence.Evidence;
import java.util.List;
import java.util.Set;

/**
 * One thing that has to hold before a LoRA is used in production.
 *
 * @param key stays the same through all editions of the checklist
 * @param position from 1, also the key on the keyboard
 * @param picturesWanted so many pictures must support a tick, or a written fact where that is accepted
 * @param accepts the kinds of evidence that may support a tick
 * @param tickedBy the lowest role that may tick it
 * @param measures that appear in it automatically
 * @param verdict what the passport's verdict means for it
 * @param fileRequired whether a file has to support a tick
 */
public record ChecklistItem(
        String key,
        int position,
        String title,
        String hint,
        int picturesWanted,
        Set<Evidence.Kind> accepts,
        Role tickedBy,
        List<MeasureRule> measures,
        VerdictRule verdict,
        boolean fileRequired) {
    public static final int MOST_PICTURES = 60;
    static final int TITLE_LENGTH = 200;
    static final int HINT_LENGTH = 1000;

    public ChecklistItem {
        accepts = Set.copyOf(accepts);
        measures = List.copyOf(measures);
    }

    public ChecklistItem(
            String key,
            int position,
            String title,
            String hint,
            int picturesWanted,
            Set<Evidence.Kind> accepts,
            Role tickedBy) {
        this(key, position, title, hint, picturesWanted, accepts, tickedBy, List.of(), VerdictRule.NOT_ASKED, false);
    }

    ChecklistItem at(int place) {
        return new ChecklistItem(
                key, place, title, hint, picturesWanted, accepts, tickedBy, measures, verdict, fileRequired);
    }

    /** @throws DomainException.RuleViolation when it cannot be part of a checklist */
    void check() {
        if (title.isBlank() || title.length() > TITLE_LENGTH) {
            throw new DomainException.RuleViolation(
                    "Item %d needs a title of at most %d characters.".formatted(position, TITLE_LENGTH));
        }
        if (hint.length() > HINT_LENGTH) {
            throw new DomainException.RuleViolation(
                    "The explanation of “%s” is longer than %d characters.".formatted(title, HINT_LENGTH));
        }
        if (picturesWanted < 0 || picturesWanted > MOST_PICTURES) {
            throw new DomainException.RuleViolation(
                    "“%s” can ask for 0 to %d pictures.".formatted(title, MOST_PICTURES));
        }
        if (accepts.isEmpty() && measures.isEmpty() && verdict == VerdictRule.NOT_ASKED) {
            throw new DomainException.RuleViolation(
                    "“%s” accepts no kind of evidence, so nobody could ever tick it.".formatted(title));
        }
        if (picturesWanted > 0 && accepts.stream().noneMatch(Evidence.Kind::isPicture)) {
            throw new DomainException.RuleViolation(
                    "“%s” asks for pictures but accepts no kind of picture.".formatted(title));
        }
        if (fileRequired && !accepts.contains(Evidence.Kind.FILE)) {
            throw new DomainException.RuleViolation("“%s” asks for a file but accepts none.".formatted(title));
        }
        if (measures.stream().map(MeasureRule::kind).distinct().count() < measures.size()) {
            throw new DomainException.RuleViolation("“%s” shows a measure twice.".formatted(title));
        }
        if (tickedBy != Role.REVIEWER && tickedBy != Role.ADMIN) {
            throw new DomainException.RuleViolation("“%s” is ticked by reviewers or by admins.".formatted(title));
        }
    }
}
