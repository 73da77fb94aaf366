package io.understudy.doctor;

import io.understudy.datasets.quality.PictureFilter;
import io.understudy.prompting.guide.CompositionTarget;
import io.understudy.prompting.guide.KnownIssue;
import java.util.ArrayList;
import java.util.List;

final class WrongBodyRule {
    private WrongBodyRule() {}

    static Diagnosis diagnose(CaseFacts facts) {
        DatasetCauses set = new DatasetCauses(facts.dataset());
        Finding fullBody = set.enough(CompositionTarget.FULL_BODY);
        Finding upperBody = set.enough(CompositionTarget.UPPER_BODY);
        Finding oneBody = set.oneBody();
        Finding onePerson = set.onePerson();
        Finding nobodyElse = set.nobodyElse();

        List<Remedy> remedies = new ArrayList<>();
        remedies.addAll(set.complete(
                CompositionTarget.FULL_BODY, "from head to feet at full height, in plain clothes, from two sides"));
        remedies.addAll(set.complete(CompositionTarget.UPPER_BODY, "from the waist up, with both arms in the picture"));
        if (oneBody.isSeen()) {
            remedies.add(new Remedy.ChangePictures(
                    "Compare the full-body pictures: leave out those of another body type, and those that a low or close"
                            + " camera distorts.",
                    PictureFilter.FULL_BODY));
        }
        if (onePerson.isSeen() || nobodyElse.isSeen()) {
            remedies.add(DatasetCauses.lookAtAdvice(
                    "Review the pictures with advice: crop other people away, and leave out another"
                            + " person's pictures."));
        }
        if (!remedies.isEmpty() || fullBody.isSeen() || upperBody.isSeen()) {
            remedies.add(new Remedy.TrainAgain("Then train again, on the pictures as they are by then."));
        }
        return new Diagnosis(
                KnownIssue.BODY_WRONG,
                Finding.notMeasured(
                        "Bodies in generated pictures",
                        "Proportions of generated bodies are not measured: look at the full-body prompts of a test"
                                + " sheet."),
                List.of(fullBody, upperBody, oneBody, onePerson, nobodyElse),
                remedies.stream().distinct().toList());
    }
}
