package io.understudy.versions.ui;

import io.understudy.characters.CharacterService;
import io.understudy.comments.ui.CommentPanels;
import io.understudy.datasets.ConsentLedger;
import io.understudy.people.Reauthentication;
import io.understudy.people.TeamService;
import io.understudy.training.RunService;
import io.understudy.versions.ChecklistService;
import io.understudy.versions.EvidenceFiles;
import io.understudy.versions.EvidencePictures;
import io.understudy.versions.LineageService;
import io.understudy.versions.ReviewRequestService;
import io.understudy.versions.ReviewService;
import io.understudy.versions.Seen;
import io.understudy.versions.Signature;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionDownloads;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.VersionVerb;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
record VersionDesk(
        VersionService versions,
        ReviewService reviews,
        ReviewRequestService requests,
        Reauthentication passwords,
        ChecklistService checklist,
        EvidencePictures pictures,
        EvidenceFiles files,
        VersionDownloads downloads,
        LineageService lineage,
        VersionSignals signals,
        TeamService team,
        RunService runs,
        ConsentLedger consent,
        CharacterService characters,
        CommentPanels comments,
        MissingPeopleNotes people) {
    void take(VersionVerb verb, VersionId id, Seen seen, String reason, String password) {
        switch (verb) {
            case SUBMIT -> reviews.submit(id, seen);
            case SIGN_OFF -> reviews.signOff(id, seen);
            case WITHDRAW -> reviews.withdraw(id, seen);
            case SEND_BACK -> reviews.sendBack(id, seen, reason);
            case RENEW -> {
                if (password.isEmpty()) {
                    reviews.renew(id, seen);
                } else {
                    reviews.renew(id, seen, passwords.prove(password));
                }
            }
            case APPROVE -> reviews.approve(id, seen, passwords.prove(password));
            case REVOKE -> reviews.revoke(id, seen, reason, passwords.prove(password));
            case SUPERSEDE -> throw new IllegalArgumentException("Superseding follows from an approval");
        }
    }

    List<Signature> mine(VersionDetails version) {
        UUID me = team.me().id().value();
        return version.signatures().stream()
                .filter(signature -> signature.account().equals(me))
                .toList();
    }
}
