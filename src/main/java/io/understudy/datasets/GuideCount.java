package io.understudy.datasets;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import io.understudy.prompting.guide.DatasetTargets;
import java.util.ArrayList;
import java.util.List;

/**
 * How many of the pictures that are trained on count for the guide: a copy shows nothing new, and another person teaches
 * another face.
 *
 * @param pictures all that are trained on
 * @param copies those that show the same as another one, or almost, unless a person said that they do not
 * @param others those that seem to show another person, unless a person said that they do not
 */
public record GuideCount(int pictures, int copies, int others) {
    public enum Role {
        COUNTS,
        LEFT_OUT,
        COPY,
        OTHER_PERSON;

        public boolean isTrainedInVain() {
            return this == COPY || this == OTHER_PERSON;
        }
    }

    public int counted() {
        return pictures - notCounted();
    }

    public int notCounted() {
        return copies + others;
    }

    /** How many count and why the rest does not: {@code 24 pictures, of these 9 count: 13 are copies, 2 may ...} */
    public String words() {
        String all = Formats.plural(pictures, "picture", "pictures");
        if (notCounted() == 0) {
            return all;
        }
        List<String> reasons = new ArrayList<>();
        if (copies > 0) {
            reasons.add(copies + (copies == 1 ? " is a copy" : " are copies"));
        }
        if (others > 0) {
            reasons.add(others + " may show another person");
        }
        return all + ", of these " + counted() + (counted() == 1 ? " counts: " : " count: ")
                + String.join(", ", reasons);
    }

    /** @throws DomainException.RuleViolation when fewer count than the guide asks for at least */
    public void requireEnough() {
        if (counted() < DatasetTargets.MINIMUM_PICTURES) {
            throw new DomainException.RuleViolation(words() + ". The guide asks for at least "
                    + DatasetTargets.MINIMUM_PICTURES + ": add others, or confirm that you mean it.");
        }
    }
}
