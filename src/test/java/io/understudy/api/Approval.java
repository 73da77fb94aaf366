package io.understudy.api;

import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.review.ReviewService;
import java.util.List;

/** What no program does: people bring a version into production. */
record Approval(People people, VersionService versions, ReviewService reviews, ChecklistService checklist) {
    void of(VersionId id, SignedInPerson maker) {
        people.signIn(maker);
        reviews.submit(id, details(id).revision());
        people.signIn(people.reviewer("Jon"));
        details(id)
                .checklist()
                .forEach(line -> checklist.tick(
                        id,
                        line.item().key(),
                        "Looked at it.",
                        List.of(Evidence.fact("Holds in all twelve pictures."))));
        reviews.signOff(id, details(id).revision());
        SignedInPerson ines = people.signIn(people.admin("Ines"));
        reviews.approve(id, details(id).revision(), people.proofOf(ines.accountId()));
    }

    private VersionDetails details(VersionId id) {
        return versions.details(id);
    }
}
